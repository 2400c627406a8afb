using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Actions;

[JsonConverter(typeof(JsonStringEnumConverter<TurnKind>))]
public enum TurnKind
{
    /// <summary>The action, or one item of fanned-out work, is done.</summary>
    Done,

    /// <summary>Go on with another stage at once.</summary>
    Next,

    /// <summary>Take one turn per item, all at once, then go on with their results.</summary>
    FanOut,

    /// <summary>Go on when an event comes or the time is up, whichever is first.</summary>
    Wait,

    /// <summary>Take the same turn again after a while.</summary>
    Retry,

    Failed,
}

/// <summary>What one turn came to, and what comes next; the output of its activity.</summary>
public sealed record ActionTurn
{
    public required TurnKind Kind { get; init; }

    /// <value>The next stage; in a fan-out, the stage that gets the results.</value>
    public string Stage { get; init; } = string.Empty;

    public JsonNode? State { get; init; }

    /// <value>In a fan-out: the stage that takes the items.</value>
    public string ItemStage { get; init; } = string.Empty;

    public IReadOnlyList<JsonNode?> Items { get; init; } = [];

    public string Event { get; init; } = string.Empty;

    public TimeSpan After { get; init; }

    /// <value>A wait that may take days: the task gives up its place among those that run, and gets in line again.</value>
    public bool Idle { get; init; }

    /// <value>A turn that only waits for its turn has made no attempt.</value>
    public bool Waited { get; init; }

    /// <value>Of the action; of an item, its result.</value>
    public JsonNode? Output { get; init; }

    /// <value>The workspace from now on; null leaves it as it was.</value>
    public string? Workspace { get; init; }

    /// <value>
    /// What <see cref="IScaffoldAction.UndoAsync"/> will need; said before the effect it speaks of, null says nothing new.
    /// </value>
    public JsonNode? Undo { get; init; }

    /// <value>A step to run after all others, for example to verify what this one started.</value>
    public FinalStep? Finally { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <value>For the task's log.</value>
    public IReadOnlyList<string> Messages { get; init; } = [];

    public static ActionTurn Done(object? output = null) => new() { Kind = TurnKind.Done, Output = Write(output) };

    public static ActionTurn Next(string stage, object? state = null) =>
        new() { Kind = TurnKind.Next, Stage = stage, State = Write(state) };

    public static ActionTurn FanOut<T>(string itemStage, IEnumerable<T> items, string thenStage, object? state = null) =>
        new()
        {
            Kind = TurnKind.FanOut,
            ItemStage = itemStage,
            Items = [.. items.Select(item => Write(item))],
            Stage = thenStage,
            State = Write(state),
        };

    public static ActionTurn Wait(string forEvent, TimeSpan atMost, string thenStage, object? state = null) =>
        new() { Kind = TurnKind.Wait, Event = forEvent, After = atMost, Stage = thenStage, State = Write(state) };

    public static ActionTurn Retry(TimeSpan after) => new() { Kind = TurnKind.Retry, After = after };

    public static ActionTurn Failed(IReadOnlyList<Problem> problems) => new() { Kind = TurnKind.Failed, Problems = problems };

    public static ActionTurn Failed(Problem problem) => Failed([problem]);

    public ActionTurn WithUndo(object undo) => this with { Undo = Write(undo) };

    public ActionTurn Saying(params IReadOnlyList<string> messages) => this with { Messages = [.. Messages, .. messages] };

    private static JsonNode? Write(object? value) =>
        value is JsonNode node ? node : JsonSerializer.SerializeToNode(value, PlatformJson.Options);
}

/// <param name="Input">Ready; nothing in it is rendered.</param>
public sealed record FinalStep(string Id, string Name, string Action, JsonObject Input);
