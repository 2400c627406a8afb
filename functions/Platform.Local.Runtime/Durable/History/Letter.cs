namespace Platform.Local.Runtime.Durable.History;

/// <summary>
/// What one instance tells another, as a row of the journal: written in the commit of the turn that says it, deleted in the
/// commit of the turn that hears it, so that it is heard exactly once. With an execution it is for no other one.
/// </summary>
internal sealed record Letter(string To, string? Execution, TurnMessage Message);
