using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub.Settings;
using Platform.Adapters.GitHub.Undo;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using IGitHubClient = Octokit.IGitHubClient;

namespace Platform.Adapters.GitHub;

/// <summary>GitHub, and whatever answers like it. Each kind of work is a class of its own; this one hands out.</summary>
internal sealed class GitHubSourceControl : ISourceControl
{
    private readonly RepositoryCreation _creation;
    private readonly RepositoryReadiness _readiness;
    private readonly CommitWriter _commits;
    private readonly Branches _branches;
    private readonly BranchUpdate _branchUpdate;
    private readonly WorkflowRuns _runs;
    private readonly RepositoryUndo _undo;
    private readonly FileReader _files;
    private readonly FirstContent _first;
    private readonly IRepositorySetting[] _beforePush;
    private readonly IRepositorySetting[] _afterPush;

    public GitHubSourceControl(IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock)
    {
        var settings = options.Value;
        var errors = new GitHubErrors(clock, settings.ReadyTimeout);
        var calls = new GitHubCalls(client, errors, waits, settings.LongestWait, clock);
        _branches = new(calls);
        _creation = new(calls);
        var initialCommit = new InitialCommit(calls);
        _readiness = new(calls, _branches, initialCommit, settings.ReadyTimeout, clock);
        _commits = new(calls);
        var api = new RepositoryApi(client, options, waits, clock);
        _first = new(_creation, api);
        _branchUpdate = new(_branches);
        _runs = new(calls);
        _undo = new(calls, new(calls, errors, clock), _branches, initialCommit, new(calls));
        _files = new(calls);
        _beforePush =
        [
            new HooksSetting(calls, settings.GitHubWebhookSecret),
            new AccessSetting(api, clock),
            new VariablesSetting(new(api)),
            new SecretsSetting(new(api)),
            new OidcSetting(api),
            new EnvironmentsSetting(calls),
            new CustomPropertiesSetting(calls),
            new TopicsSetting(calls),
            new SubscriptionSetting(api),
        ];
        _afterPush = [new DescriptionSetting(calls), new ProtectionSetting(new(api))];
    }

    public Task<Result<RepositoryHandle>> CreateOrAdoptAsync(RepositoryRequest request, CancellationToken cancellationToken) =>
        _creation.CreateOrAdoptAsync(request, cancellationToken);

    public Task<Result<RepositoryHandle>> AdoptAsync(RepositoryRequest request, CancellationToken cancellationToken) =>
        _first.AdoptAsync(request, cancellationToken);

    public Task<Result<RepositoryHandle>> WaitUntilReadyAsync(
        RepositoryRequest request, RepositoryHandle handle, CancellationToken cancellationToken) =>
        _readiness.WaitAsync(request, handle, cancellationToken);

    public Task<Result<SettingsOutcome>> ConfigureAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken) =>
        SettingsWriter.ApplyAsync(_beforePush, handle, settings, cancellationToken);

    public Task<Result<string>> UploadBlobAsync(
        RepositoryHandle handle, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _commits.UploadBlobAsync(CallContext.For(handle), content, cancellationToken);

    public Task<Result<string>> CommitAsync(
        RepositoryHandle handle, CommitRequest request, CancellationToken cancellationToken) =>
        _commits.CommitAsync(CallContext.For(handle), request, onto: null, cancellationToken);

    public Task<Result<Unit>> PushAsync(RepositoryHandle handle, string commitSha, CancellationToken cancellationToken) =>
        _branchUpdate.PushAsync(handle, commitSha, cancellationToken);

    public Task<Result<SettingsOutcome>> FinishAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken) =>
        SettingsWriter.ApplyAsync(_afterPush, handle, settings, cancellationToken);

    public Task<Result<IReadOnlyList<WorkflowRunSummary>>> FindRunsAsync(
        RepositoryName repository, string commitSha, CancellationToken cancellationToken) =>
        _runs.FindAsync(repository, commitSha, cancellationToken);

    public Task<Result<string>> ReadJobLogAsync(
        RepositoryName repository, long jobId, int lines, CancellationToken cancellationToken) =>
        _runs.ReadLogEndAsync(repository, jobId, lines, cancellationToken);

    public Task<Result<string>> FindHeadAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken) =>
        _branches.GetHeadAsync(repository, branch, cancellationToken);

    public Task<UndoOutcome> UndoCreateAsync(UndoRequest request, CancellationToken cancellationToken) =>
        _undo.UndoAsync(request, cancellationToken);

    public Task<Result<string>> ReadFileAsync(
        RepositoryName repository, string path, string reference, int maxBytes, CancellationToken cancellationToken) =>
        _files.ReadAsync(repository, path, reference, maxBytes, cancellationToken);
}
