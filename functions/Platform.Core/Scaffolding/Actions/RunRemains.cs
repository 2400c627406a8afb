using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// What a run leaves to the next one. When what was made is kept, that is every step that was done; when it is taken back, the
/// steps written before the first one that was: that step and all after it run again.
/// </summary>
/// <param name="Outputs">Of the kept steps, by id.</param>
/// <param name="Undo">What the next run takes back should it fail, in the order in which it was made.</param>
/// <param name="Asked">Steps that kept steps want to have run at the end.</param>
public sealed record RunRemains(
    JsonObject Outputs, IReadOnlyList<KeptStep> Steps, IReadOnlyList<UndoCall> Undo, IReadOnlyList<AskedStep> Asked);

/// <param name="Workspace">As the step left it.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record KeptStep(string Id, string Name, string? Workspace, double Seconds);

/// <param name="By">The step whose action asked for it.</param>
public sealed record AskedStep(string By, FinalStep Step);
