using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>
/// An action <c>test:conducted</c> that makes something outside under <c>thing</c>, and fails, is out of reach, or holds on
/// where a test says so.
/// </summary>
public sealed class ConductedAction : IScaffoldAction
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new();
    private readonly ConcurrentDictionary<string, int> _transient = new();

    public string Id => "test:conducted";

    public string Description => "Does what a test says.";

    public JsonObject InputSchema { get; } = ActionSchemas.Parse(
        """{ "type": "object", "required": ["thing"], "properties": { "thing": { "type": "string" } } }""");

    public JsonObject OutputSchema { get; } = ActionSchemas.Output("value");

    public WorkspaceUse Workspace => WorkspaceUse.None;

    /// <value>What was made and taken back, in order: <c>+thing</c> and <c>-thing</c>.</value>
    public ConcurrentQueue<string> Deeds { get; } = [];

    /// <value>What exists outside.</value>
    public ConcurrentDictionary<string, string> Things { get; } = [];

    /// <value>Things whose making fails for good.</value>
    public ConcurrentDictionary<string, bool> Broken { get; } = [];

    /// <value>Things that can't be taken back.</value>
    public ConcurrentDictionary<string, bool> Stuck { get; } = [];

    public ConcurrentDictionary<string, TaskCompletionSource> Began { get; } = [];

    /// <summary>The deeds to things of a name.</summary>
    public IEnumerable<string> Of(string prefix) => Deeds.Where(deed => deed[1..].StartsWith(prefix, StringComparison.Ordinal));

    public void Hold(string thing) => _held[thing] = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release(string thing)
    {
        if (_held.TryRemove(thing, out var held))
        {
            held.TrySetResult();
        }
    }

    public void OutOfReach(string thing, int times) => _transient[thing] = times;

    public Task BeganAsync(string thing) => Began.GetOrAdd(thing, _ => NewSource()).Task.WaitAsync(TimeSpan.FromMinutes(2));

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var thing = call.Input["thing"]!.GetValue<string>();
        if (call.Stage == ActionCall.Start)
        {
            return ActionTurn.Next("make").WithUndo(thing);
        }

        Began.GetOrAdd(thing, _ => NewSource()).TrySetResult();
        if (_held.TryGetValue(thing, out var held))
        {
            await held.Task.WaitAsync(cancellationToken);
        }

        if (_transient.TryGetValue(thing, out var left) && left > 0)
        {
            _transient[thing] = left - 1;
            throw new TransientSourceControlException("source-control-unavailable", "It is out of reach");
        }

        if (Broken.ContainsKey(thing))
        {
            return ActionTurn.Failed(new Problem("broken", $"{thing} can't be made."));
        }

        if (Things.TryAdd(thing, task.Id.Value))
        {
            Deeds.Enqueue($"+{thing}");
        }

        return ActionTurn.Done(new { value = thing });
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        var thing = call.UndoAs<string>();
        if (Stuck.ContainsKey(thing))
        {
            return Task.FromResult(new UndoReport($"{thing} can't be taken back; please look.", LeftBehind: true));
        }

        if (Things.TryRemove(thing, out _))
        {
            Deeds.Enqueue($"-{thing}");
        }

        return Task.FromResult(new UndoReport($"{thing} was taken back"));
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
