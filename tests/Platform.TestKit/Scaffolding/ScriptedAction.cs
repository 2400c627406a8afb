using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>An action that does what a test says.</summary>
public sealed class ScriptedAction : IScaffoldAction
{
    public string Id => "test:scripted";

    public JsonObject InputSchema { get; set; } = [];

    public Func<ActionTurn> Turn { get; set; } = () => ActionTurn.Done();

    public Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) =>
        Task.FromResult(Turn());

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        Task.FromResult(new UndoReport("undone"));
}
