using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>
/// The last step of a task that has made a repository without filling it: takes the task's mark out of the description, where it
/// was the proof that undoing would have needed.
/// </summary>
public sealed class FinishRepositoryAction(ISourceControl github) : IScaffoldAction
{
    public const string ActionId = "github:repo:finish";

    public string Id => ActionId;

    public string Description => "Takes the task's mark out of a new repository's description; steps add it by themselves.";

    public JsonObject InputSchema { get; } =
        ActionSchemas.Parse("""{ "type": "object", "required": ["repository"] }""");

    public JsonObject OutputSchema { get; } = ActionSchemas.NoOutput;

    public static FinalStep StepFor(RepositoryHandle repository, StepRun step) =>
        new($"finish-{step.Key.Replace('[', '-').TrimEnd(']')}", "Finish repository", ActionId, new JsonObject
        {
            ["repository"] = JsonSerializer.SerializeToNode(repository, PlatformJson.Options),
        });

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var repository = PlatformJson.Deserialize<RepositoryHandle>(call.Input["repository"]!.ToJsonString());
        var finished = await github.FinishAsync(repository, new() { Description = null }, cancellationToken);
        return PublishGitHubAction.Settled(finished, ActionTurn.Done(new JsonObject()));
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing.");
}
