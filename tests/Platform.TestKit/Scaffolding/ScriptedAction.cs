using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>An action that does what a test says.</summary>
public sealed class ScriptedAction : IScaffoldAction
{
    public string Id { get; init; } = "test:scripted";

    public int Version { get; init; } = 1;

    public string Description => "Does what a test says.";

    public JsonObject OutputSchema { get; init; } = ActionSchemas.AnyOutput;

    public JsonObject InputSchema { get; set; } = [];

    public Func<ActionTurn> Turn { get; set; } = () => ActionTurn.Done();

    /// <value>What every turn waits for before it ends.</value>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <value>How it was called, in order.</value>
    public ConcurrentQueue<ActionCall> Calls { get; } = [];

    public ConcurrentQueue<UndoCall> Undone { get; } = [];

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        await Hold;
        return Turn();
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        Undone.Enqueue(call);
        return Task.FromResult(new UndoReport("undone"));
    }
}
