using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl.Parts;
using Platform.TestKit.Services;
using CommitRequest = Platform.Core.Scaffolding.Publishing.CommitRequest;
using RepositoryRequest = Platform.Core.Scaffolding.Publishing.RepositoryRequest;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>Publishes to the forge as an orchestration does: each step again while its error is a passing one.</summary>
internal sealed class PublishDriver : IBudgetWaits, IDisposable
{
    public static readonly DateTimeOffset AuthoredAt = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <value>Everything that a template can ask for, so that publishing makes every call that it has.</value>
    public static readonly RepositorySettings EverySetting = new()
    {
        Description = "Takes orders",
        Topics = ["golden-path", "Node Service"],
        Hooks = [new(new("http://127.0.0.1:9/api/github/webhooks"), ["push", "workflow_run"])],
        Variables = new Dictionary<string, string> { ["TEAM"] = "a" },
        Environments = ["staging"],
        CustomProperties = new Dictionary<string, string> { [Property] = "1" },
        Protection = new BranchProtection(string.Empty) { SignedCommits = true },
        Access = [new("team-a", IsTeam: true, "admin")],
        Collaborators = [new("ada", IsTeam: false, "maintain")],
        Secrets = new Dictionary<string, string> { ["API_KEY"] = "secret" },
        Oidc = new(UseDefault: false, ["repo"]),
        Subscribe = true,
    };

    public const string Property = "tier";

    private const int Attempts = 100;

    // What a replica says that has not heard of a push; the tasks that read so early ask again.
    private static readonly string[] NotThereYet =
        ["branch-missing", "file-not-found", "repository-empty", "repository-not-found"];

    private readonly GitHubBudget _budget;

    public PublishDriver(
        ForgeFixture forge,
        string organization,
        HttpMessageHandler? transport = null,
        string? taskId = null,
        int callTimeoutSeconds = 30)
    {
        var options = Options.Create(new GitHubOptions
        {
            GitHubApiUrl = forge.Url.AbsoluteUri,
            GitHubToken = forge.Token,
            GitHubIsForge = true,
            GitHubWebhookSecret = "hook-secret",
            GitHubReadyTimeoutSeconds = 120,
            GitHubCallTimeoutSeconds = callTimeoutSeconds,
            GitHubSmallestWaitMilliseconds = 20,
            GitHubWaitWithoutHintSeconds = 0,
        });
        Request = new(taskId ?? $"task-{Guid.NewGuid():N}", RepositoryName.Create(organization, "orders"), "Takes orders");
        _budget = new(new MemoryBudgetRows(), BudgetLimits.Forge, TimeProvider.System);
        var factory = new GitHubClientFactory(options, _budget, TimeProvider.System, NullLoggerFactory.Instance);
        Source = new GitHubSourceControl(
            transport is null ? factory.Create() : factory.Create(transport), options, this, TimeProvider.System);
        Forge = factory.Create();
    }

    public ISourceControl Source { get; }

    /// <value>A client without faults, to look at what is really there.</value>
    public IGitHubClient Forge { get; }

    public RepositoryRequest Request { get; set; }

    public RepositorySettings Settings { get; set; } = new()
    {
        Description = "Takes orders",
        Topics = ["golden-path", "Node Service"],
        Hooks = [new(new("http://127.0.0.1:9/api/github/webhooks"), ["push", "workflow_run"])],
    };

    public RepositoryHandle? Handle { get; private set; }

    public string? CommitSha { get; private set; }

    public static CommitRequest CommitOf(params CommitEntry[] entries) =>
        new("Create orders from node-service", "Platform", "platform@example.com", AuthoredAt, entries);

    /// <summary>With everything that can be asked for, and a variable that changes: every call that publishing has.</summary>
    public async Task<Problem?> PublishEverythingAsync()
    {
        Request = Request with { DefaultBranch = "trunk" };
        Settings = EverySetting with { Variables = new Dictionary<string, string> { ["TEAM"] = "b" } };
        var problem = await PublishAsync();
        if (problem is not null)
        {
            return problem;
        }

        Settings = EverySetting;
        var configured = await RetryAsync(token => Source.ConfigureAsync(Handle!, Settings, token));
        var read = await ReadAsync(token => Source.ReadFileAsync(Request.Repository, "run.sh", CommitSha!, 1000, token));
        var head = await ReadAsync(token => Source.FindHeadAsync(Request.Repository, Request.DefaultBranch, token));
        return configured.Problems.Concat(read.Problems).Concat(head.Problems).FirstOrDefault();
    }

    /// <returns>The problem that ended it; null when the repository is published.</returns>
    public async Task<Problem?> PublishAsync()
    {
        var created = await RetryAsync(token => Source.CreateOrAdoptAsync(Request, token));
        if (!created.IsOk)
        {
            return created.Problems[0];
        }

        Handle = created.Value;
        var ready = await RetryAsync(token => Source.WaitUntilReadyAsync(Request, Handle, token));
        if (!ready.IsOk)
        {
            return ready.Problems[0];
        }

        Handle = ready.Value;
        return (await RetryAsync(token => Source.ConfigureAsync(Handle, Settings, token))) is { IsOk: false } configured
            ? configured.Problems[0]
            : await PushAsync();
    }

    public async Task<UndoOutcome> UndoAsync() =>
        await RetryAsync(token => Source.UndoCreateAsync(new(Request.TaskId, Request.Repository, Handle, CommitSha), token));

    public async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step(TestContext.Current.CancellationToken);
            }
            catch (TransientSourceControlException passing) when (attempt < Attempts)
            {
                await Task.Delay(passing.RetryAfter ?? TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            }
        }
    }

    public Task ReportAsync(BudgetWait wait, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _budget.Dispose();

    private async Task<Result<string>> ReadAsync(Func<CancellationToken, Task<Result<string>>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await RetryAsync(read);
            if (result.IsOk || attempt == Attempts || !NotThereYet.Contains(result.Problems[0].Code))
            {
                return result;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task<Problem?> PushAsync()
    {
        var blob = await RetryAsync(token => Source.UploadBlobAsync(Handle!, new byte[] { 0, 1, 2, 255 }, token));
        if (!blob.IsOk)
        {
            return blob.Problems[0];
        }

        var request = CommitOf(
            CommitEntry.Inline("README.md", "100644", "# Orders\n"),
            CommitEntry.Inline("run.sh", "100755", "#!/bin/sh\necho größer\n"),
            CommitEntry.Inline("docs/link", "120000", "../README.md"),
            CommitEntry.Blob("logo.bin", "100644", blob.Value));
        var commit = await RetryAsync(token => Source.CommitAsync(Handle!, request, token));
        if (!commit.IsOk)
        {
            return commit.Problems[0];
        }

        CommitSha = commit.Value;
        var pushed = await RetryAsync(token => Source.PushAsync(Handle!, CommitSha, token));
        if (!pushed.IsOk)
        {
            return pushed.Problems[0];
        }

        var finished = await RetryAsync(token => Source.FinishAsync(Handle!, Settings, token));
        return finished.IsOk ? null : finished.Problems[0];
    }
}
