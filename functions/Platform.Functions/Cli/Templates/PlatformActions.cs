using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding;

namespace Platform.Functions.Cli.Templates;

/// <summary>The actions that a running platform lists, to judge templates by; they can't be run from here.</summary>
internal sealed class PlatformActions(IReadOnlyList<IScaffoldAction> actions) : IActionSource
{
    public const string Path = "scaffolder/v2/actions";

    public IReadOnlyList<IScaffoldAction> Current => actions;

    /// <returns>Null when this is no list of actions.</returns>
    public static PlatformActions? Of(JsonNode listed)
    {
        try
        {
            var views = PlatformJson.Deserialize<IReadOnlyList<ActionView>>(listed.ToJsonString());
            return new([.. views.Select(view => new Listed(view))]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ValueTask RefreshAsync(CancellationToken cancellationToken) => default;

    private sealed class Listed(ActionView view) : IScaffoldAction
    {
        public string Id => view.Id;

        public int Version => view.Version;

        public string Description => view.Description;

        public JsonObject InputSchema => view.Schema.Input;

        public JsonObject OutputSchema => view.Schema.Output;

        public Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) =>
            throw NotHere();

        public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) =>
            throw NotHere();

        public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
            throw NotHere();

        private NotSupportedException NotHere() => new($"{view.Id} is only known by what the platform says of it.");
    }
}
