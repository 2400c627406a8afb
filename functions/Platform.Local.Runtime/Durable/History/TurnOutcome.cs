namespace Platform.Local.Runtime.Durable.History;

/// <summary>What a turn led to; the status is null when the turn didn't set one, the completion while the instance runs.</summary>
internal sealed record TurnOutcome(IReadOnlyList<TurnAction> Actions, CustomStatus? Status, Completion? Completion);
