using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>One turn of a step's action; the input of its activity.</summary>
/// <param name="Step">Whose turn it is.</param>
/// <param name="Action">The action's id.</param>
/// <param name="Input">Rendered and valid.</param>
/// <param name="Workspace">Address of the workspace's manifest; null while there is none.</param>
/// <param name="State">What the turn before handed over.</param>
/// <param name="Item">In fanned-out work: which part of it.</param>
/// <param name="Results">
/// After a fan-out: the results in the order of the items. After a wait: the event's payload, or nothing.
/// </param>
/// <param name="Attempt">Counts from 1; more than 1 only after <see cref="TurnKind.Retry"/>.</param>
public sealed record ActionCall(
    TaskId TaskId,
    StepRun Step,
    string Action,
    JsonObject Input,
    string? Workspace,
    string Stage = ActionCall.Start,
    JsonNode? State = null,
    JsonNode? Item = null,
    IReadOnlyList<JsonNode?>? Results = null,
    int Attempt = 1)
{
    public const string Start = "start";

    public T StateAs<T>() => Read<T>(State);

    public T ItemAs<T>() => Read<T>(Item);

    public IEnumerable<T> ResultsAs<T>() => (Results ?? []).Select(Read<T>);

    private static T Read<T>(JsonNode? node) => PlatformJson.Deserialize<T>(node?.ToJsonString() ?? "null");
}

/// <summary>One run of a step: the step itself, or one of its iterations.</summary>
/// <param name="Index">How many steps of the task had ended when this one began.</param>
/// <param name="Count">All steps of the task as far as they are known.</param>
/// <param name="Iteration">Position in the step's <c>each</c>; null without one.</param>
/// <param name="IsLast">The step ends with this run.</param>
/// <param name="StartedAt">When the step began, by the orchestration's clock.</param>
/// <param name="TaskRun">The task's <see cref="ScaffoldTask.Run"/>.</param>
public sealed record StepRun(
    string Id, string Name, int Index, int Count, int? Iteration, bool IsLast, DateTimeOffset StartedAt, int TaskRun = 1)
{
    /// <value>Names the run within its task.</value>
    public string Key => Iteration is { } iteration ? $"{Id}[{iteration}]" : Id;
}

/// <param name="Undo">What the action last said it would need.</param>
/// <param name="Run">The key of the step's run.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="TaskRun">The task's run that takes it back, which need not be the one that made it.</param>
public sealed record UndoCall(
    TaskId TaskId, string StepId, string Run, string Action, JsonNode Undo, int Attempt = 1, int TaskRun = 1)
{
    public T UndoAs<T>() => PlatformJson.Deserialize<T>(Undo.ToJsonString());
}
