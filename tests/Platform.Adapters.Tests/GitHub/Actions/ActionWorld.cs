using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Catalog;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Actions;

/// <summary>Actions of one task against a repository of the forge; each turn again while its error is a passing one.</summary>
internal sealed class ActionWorld : IBudgetWaits, IScaffoldEnvironment, IDisposable
{
    public const string Repository = "orders";

    private const int Attempts = 60;

    private readonly ServiceProvider _services;
    private readonly HttpClient _http;

    private ActionWorld(ForgeFixture forge, OrganizationDriver organization, int callTimeoutSeconds)
    {
        Organization = organization;
        GitHubHost = forge.Url.Authority;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GitHubApiUrl"] = forge.Url.AbsoluteUri,
            ["GitHubToken"] = forge.Token,
            ["GitHubIsForge"] = "true",
            ["GitHubWebhookSecret"] = "hook-secret",
            ["GitHubReadyTimeoutSeconds"] = "120",
            ["GitHubCallTimeoutSeconds"] = $"{callTimeoutSeconds}",
            ["GitHubSmallestWaitMilliseconds"] = "20",
            ["GitHubWaitWithoutHintSeconds"] = "0",
        }).Build();
        var services = new ServiceCollection()
            .AddSingleton<IBudgetRows, MemoryBudgetRows>()
            .AddSingleton<IBudgetWaits>(this)
            .AddSingleton<IScaffoldEnvironment>(this)
            .AddSingleton<ICatalogReader>(Catalog.Store)
            .AddSingleton<IContentStore>(Contents)
            .AddSingleton<ICommitIndex>(Commits)
            .AddSingleton<IProvenanceStore>(new MemoryProvenance())
            .AddSingleton<RepositoryMarks>()
            .AddSingleton<ITaskMilestones>(new MemoryMilestones())
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddGitHub(configuration)
            .AddSingleton<IQueueSender, MemoryQueue>()
            .AddSingleton<RepositoryUndo>()
            .AddSingleton<GitHubSteps>();
        foreach (var action in typeof(GitHubSteps).Assembly.GetTypes().Where(type => type is { IsAbstract: false }
            && type.IsAssignableTo(typeof(IScaffoldAction))
            && type.Namespace is { } name && (name.EndsWith(".GitHub") || name.EndsWith(".Publishing"))))
        {
            services.AddSingleton(typeof(IScaffoldAction), action);
        }

        _services = services.BuildServiceProvider();
        Task = NewTask();
        _http = new() { BaseAddress = forge.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forge.Token);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("platform-tests");
    }

    public OrganizationDriver Organization { get; }

    public MemoryCatalog Catalog { get; } = new();

    public MemoryContentStore Contents { get; } = new();

    public MemoryCommitIndex Commits { get; } = new();

    public ScaffoldTask Task { get; set; }

    /// <value>Address of the workspace's manifest.</value>
    public string? Workspace { get; set; }

    public JsonNode? Undo { get; set; }

    public List<string> Messages { get; } = [];

    public string GitHubHost { get; }

    public Uri? WebhookUrl { get; set; }

    public IReadOnlyList<IScaffoldAction> All => [.. _services.GetServices<IScaffoldAction>()];

    public string RepoUrl => RepoUrlOf(Repository);

    /// <summary>With a repository that has a README, a workflow to dispatch and an issue of somebody's.</summary>
    public static async Task<ActionWorld> StartAsync(ForgeFixture forge, int callTimeoutSeconds = 30)
    {
        var world = new ActionWorld(forge, await OrganizationDriver.OpenAsync(forge.NewOrganization()), callTimeoutSeconds);
        await world.SendAsync(HttpMethod.Post, "_forge/people", new
        {
            org = world.Organization.Name,
            users = new[] { new { login = "ada", name = "Ada" }, new { login = "bob", name = "Bob" } },
            teams = new[] { new { name = "Team A", members = new[] { "ada" } } },
        });
        await world.Organization.CreateAsync(
            Repository, ("README.md", "# Orders\n"), (".github/workflows/deploy.yml", Deploy), (".gitignore", "*.log\n"));
        await world.SendAsync(HttpMethod.Post, $"{world.Path}/issues", new { title = "Theirs", labels = new[] { "bug" } });
        return world;
    }

    public string RepoUrlOf(string repository) => $"github.com?owner={Organization.Name}&repo={repository}";

    public string Path => $"repos/{Organization.Name}/{Repository}";

    public IScaffoldAction Action(string id) => All.Single(action => action.Id == id);

    /// <summary>Another task, whose things are somebody else's.</summary>
    public ScaffoldTask NewTask(string? token = null)
    {
        var input = token is null ? new JsonObject() : new JsonObject { ["token"] = token };
        return new TaskBuilder().WithStep("step", "any", input).Build();
    }

    public async Task<ActionTurn> RunAsync(string id, JsonObject input)
    {
        Undo = null;
        var call = new ActionCall(Task.Id, Step, id, With(input), Workspace);
        while (true)
        {
            var turn = await TakeAsync(id, call);
            if (turn.Kind is TurnKind.Done or TurnKind.Failed)
            {
                return turn;
            }

            List<JsonNode?> results = [];
            foreach (var item in turn.Items)
            {
                var part = await TakeAsync(id, call with { Stage = turn.ItemStage, State = turn.State, Item = item });
                if (part.Kind == TurnKind.Failed)
                {
                    return part;
                }

                results.Add(part.Output);
            }

            call = call with { Stage = turn.Stage, State = turn.State, Item = null, Results = results };
        }
    }

    public Task<ActionTurn> PreviewAsync(string id, JsonObject input) =>
        Action(id).PreviewAsync(Task, new(Task.Id, Step, id, With(input), Workspace), Cancel);

    /// <returns>Null when the action has nothing to undo.</returns>
    public async Task<UndoReport?> UndoAsync(string id)
    {
        for (var attempt = 1; Undo is not null; attempt++)
        {
            try
            {
                return await Action(id).UndoAsync(Task, new(Task.Id, "step", "step", id, Undo.DeepClone(), attempt), Cancel);
            }
            catch (TransientSourceControlException) when (attempt < Attempts)
            {
                await System.Threading.Tasks.Task.Delay(20, Cancel);
            }
        }

        return null;
    }

    public Task<HttpResponseMessage> AskAsync(string path) => _http.GetAsync(path, Cancel);

    /// <returns>Null when there is no such thing.</returns>
    public async Task<JsonNode?> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path, Cancel);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel);
    }

    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return text.Length > 0 ? JsonNode.Parse(text) : null;
    }

    public async Task SaveWorkspaceAsync(params WorkspaceBody[] files)
    {
        var written = await Contents.WriteAsync(files, Cancel);
        Workspace = await Contents.SaveAsync(new WorkspaceManifest(written), Cancel);
    }

    public System.Threading.Tasks.Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.CompletedTask;

    public void Dispose()
    {
        _services.Dispose();
        _http.Dispose();
        Organization.Dispose();
    }

    private const string Deploy =
        """
        name: Deploy
        on:
          workflow_dispatch:
            inputs:
              stage: { default: test }
        jobs:
          deploy:
            runs-on: ubuntu-latest
            steps:
              - run: echo "$STAGE"
                env:
                  STAGE: ${{ inputs.stage }}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Long ago: nothing is waited for that an earlier step may just have made.</summary>
    private StepRun Step { get; } = new("step", "Step", 0, 1, null, true, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Every turn twice, because activities run at least once; and as it comes out of the history.</summary>
    private async Task<ActionTurn> TakeAsync(string id, ActionCall call)
    {
        await OnceAsync(id, call);
        var turn = await OnceAsync(id, call);
        Undo = turn.Undo ?? Undo;
        Messages.AddRange(turn.Messages);
        return turn;
    }

    private async Task<ActionTurn> OnceAsync(string id, ActionCall call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var turn = Travelled(await Action(id).RunAsync(
                    Task, Travelled(call) with { Attempt = attempt }, Cancel));
                if (turn.Kind != TurnKind.Retry || attempt == Attempts)
                {
                    return turn;
                }
            }
            catch (TransientSourceControlException passing) when (attempt < Attempts)
            {
                Messages.Add(passing.Message);
            }

            await System.Threading.Tasks.Task.Delay(20, Cancel);
        }
    }

    private JsonObject With(JsonObject input)
    {
        var all = input.DeepClone().AsObject();
        all["repoUrl"] ??= RepoUrl;
        return all;
    }

    private static T Travelled<T>(T value) => PlatformJson.Deserialize<T>(PlatformJson.Serialize(value));
}
