namespace Platform.Local.Runtime.Durable.History;

/// <summary>What a turn led to. Status: null when it set none. Completion: null while the instance runs.</summary>
internal sealed record TurnOutcome(IReadOnlyList<TurnAction> Actions, CustomStatus? Status, Completion? Completion);
