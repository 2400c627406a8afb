namespace Platform.Local.Runtime.Durable.History;

/// <summary>
/// One step of an instance and one row of the journal: what it was told, when, and what it did. Actions are carried out
/// only after the turn is persisted.
/// </summary>
internal sealed record Turn(DateTime At, IReadOnlyList<TurnMessage> Messages, TurnOutcome Outcome);
