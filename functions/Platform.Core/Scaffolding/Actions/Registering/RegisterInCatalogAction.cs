using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Registering;

/// <summary>
/// <c>catalog:register</c>: has the catalog read a descriptor, and ends when the entity answers. The request goes over the same
/// queue as everybody's; the catalog's word wakes the task, and the task looks for itself in case the word is lost.
/// </summary>
public sealed class RegisterInCatalogAction(
    ISourceControl github,
    IDocumentReader documents,
    ICatalogIngestion ingestion,
    ICatalogReader catalog,
    ICatalogRemoval removal,
    IScaffoldEnvironment environment,
    TimeProvider clock) : IScaffoldAction
{
    public const string Ingested = "catalog-ingested";

    /// <summary>The queue is read within a second; two minutes cover an instance that dies with the message in hand.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(10);

    /// <summary>The first look after it is 3 s after the request; the queue needs one, GitHub rarely another.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2.5);

    private static readonly string[] NotThere = ["branch-missing", "file-not-found", "repository-empty", "repository-not-found"];

    private const int LargestDescriptor = 1024 * 1024;
    private const string Check = "check";

    public string Id => "catalog:register";

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Register the descriptor of a repository", """
            steps:
              - id: register
                name: Register in the catalog
                action: catalog:register
                input:
                  repoContentsUrl: https://github.com/acme/orders/blob/main
                  catalogInfoPath: /catalog-info.yaml
            """),
    ];

    public string Description => "Registers a descriptor in the catalog and waits until its entity is there.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public JsonObject InputSchema => RegisterInput.Schema();

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "entityRef": { "type": "string", "examples": ["component:default/example"] },
          "catalogInfoUrl": { "type": "string", "examples": ["https://github.com/acme/example/blob/main/catalog-info.yaml"] }
        }
        """);

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var turn = call.Stage switch
        {
            ActionCall.Start => await RequestAsync(task, call, cancellationToken),
            Check => await CheckAsync(call, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
        return turn.Kind == TurnKind.Failed && RegisterInput.IsOptional(call.Input)
            ? ActionTurn.Done(OutputWithout(call)).Saying(
                [.. turn.Problems.Select(problem => $"Not registered, which is optional here: {problem.Message}")])
            : turn;
    }

    public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var target = RegisterInput.TargetOf(call.Input, environment);
        var output = ActionSchemas.ExampleOf(OutputSchema);
        if (target.IsOk)
        {
            output["catalogInfoUrl"] = target.Value.FileUrl(target.Value.Path);
        }

        // An address that another step would give is only known when it has run.
        return Task.FromResult(target.Problems.FirstOrDefault(problem => problem.Code == RegisterInput.HostUnknown) is { } problem
            ? ActionTurn.Failed(problem)
            : ActionTurn.Done(output).Saying($"Would register {(string?)output["catalogInfoUrl"]} in the catalog"));
    }

    /// <summary>What Backstage gives, too, when the registration was optional and failed.</summary>
    private JsonObject OutputWithout(ActionCall call) => RegisterInput.TargetOf(call.Input, environment) is { IsOk: true } target
        ? new JsonObject { ["catalogInfoUrl"] = target.Value.FileUrl(target.Value.Path) }
        : [];

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        var asked = call.UndoAs<Asked>();
        await removal.RemoveAsync(asked.EntityRef, asked.Source, clock.GetUtcNow(), cancellationToken);
        return new($"{asked.EntityRef} is no longer in the catalog.");
    }

    private async Task<ActionTurn> RequestAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var target = RegisterInput.TargetOf(call.Input, environment);
        if (!target.IsOk)
        {
            return ActionTurn.Failed(target.Problems);
        }

        // The time before reading: whatever is pushed later has a later time and wins.
        var now = clock.GetUtcNow();
        var (url, repository) = (target.Value, target.Value.Repository);
        var head = await github.FindHeadAsync(repository, url.Branch, cancellationToken);
        var text = head.IsOk
            ? await github.ReadFileAsync(repository, url.Path, head.Value, LargestDescriptor, cancellationToken)
            : head;
        var entityRef = text.IsOk
            ? RegisteredEntity.Find(documents.Read(url.Path, text.Value))
            : Result<EntityRef>.Failed(text.Problems);
        if (!entityRef.IsOk)
        {
            // GitHub may need seconds until it shows what was just pushed.
            var early = now - call.Step.StartedAt < LongestLag
                && entityRef.Problems.All(problem => NotThere.Contains(problem.Code));
            return early ? ActionTurn.Retry(TimeSpan.FromSeconds(1)) : ActionTurn.Failed(entityRef.Problems);
        }

        var request = new CatalogIngestRequest(
            RegistrationId.For(task.Id, call.Step), repository.ToString(), head.Value, [url.Path], url.RepositoryUrl, url.Branch,
            OccurredAt: now);
        var asked = new Asked(entityRef.Value, url.FileUrl(url.Path), Descriptor.InRepository(request, url.Path).Source, request);
        await ingestion.RequestAsync(request, cancellationToken);
        return WaitFor(new(asked, Poll: 0, AskedAt: now)).WithUndo(asked).Saying($"Asked the catalog to read {asked.Url}");
    }

    private async Task<ActionTurn> CheckAsync(ActionCall call, CancellationToken cancellationToken)
    {
        var waiting = call.StateAs<Waiting>();
        var asked = waiting.Asked;
        var found = await catalog.FindAsync(asked.EntityRef, cancellationToken);
        if (found is not null)
        {
            return found.Source == asked.Source
                ? ActionTurn.Done(new { entityRef = asked.EntityRef.Canonical, catalogInfoUrl = asked.Url })
                : ActionTurn.Failed(new Problem(
                    "entity-owned-elsewhere", $"{asked.EntityRef} is already in the catalog, from {found.Source}.",
                    "metadata.name", asked.EntityRef.Canonical, "a name that nobody has taken"));
        }

        var now = clock.GetUtcNow();
        if (now - waiting.AskedAt >= AskAgainAfter)
        {
            // The catalog may have read before GitHub showed the file.
            await ingestion.RequestAsync(asked.Request with { OccurredAt = now }, cancellationToken);
            waiting = waiting with { AskedAt = now };
        }

        return now - call.Step.StartedAt < LongestWait
            ? WaitFor(waiting)
            : ActionTurn.Failed(new Problem(
                "entity-not-there", $"{asked.EntityRef} did not appear in the catalog within {LongestWait.TotalMinutes} minutes.",
                Value: asked.Url, Expected: "a descriptor that the catalog accepts; its location report says what is wrong"));
    }

    // 0.2, 0.4, 0.8, ... at most 8 s: the push's own webhook has often led the catalog to the file before this step began.
    private static ActionTurn WaitFor(Waiting waiting) => ActionTurn.Wait(
        Ingested,
        TimeSpan.FromSeconds(Math.Min(8, 0.2 * Math.Pow(2, waiting.Poll))),
        Check,
        waiting with { Poll = waiting.Poll + 1 });

    private sealed record Asked(EntityRef EntityRef, string Url, string Source, CatalogIngestRequest Request);

    private sealed record Waiting(Asked Asked, int Poll, DateTimeOffset AskedAt);
}
