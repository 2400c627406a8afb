using System.Collections.Concurrent;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.TestKit.Scaffolding;

/// <summary>GitHub as far as actions care: repositories by name, found before they are made, and errors on demand.</summary>
public sealed class FakeSourceControl : ISourceControl
{
    private readonly ConcurrentDictionary<string, Queue<Exception>> _faults = new();

    public ConcurrentDictionary<RepositoryName, FakeRepository> Repositories { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The next calls of a method fail so, one after the other.</summary>
    public void Fail(string method, params Exception[] with) => _faults[method] = new(with);

    public void AddForeign(RepositoryName name) => Repositories[name] = new(Handle("someone-else", name, "main"));

    public bool LogsAreThere { get; set; } = true;

    public Task<Result<RepositoryHandle>> CreateOrAdoptAsync(RepositoryRequest request, CancellationToken cancellationToken)
    {
        Enter(nameof(CreateOrAdoptAsync));
        var made = Repositories.GetOrAdd(
            request.Repository, name => new(Handle(request.TaskId, name, request.DefaultBranch)));
        return Task.FromResult<Result<RepositoryHandle>>(made.Handle.TaskId == request.TaskId
            ? made.Handle
            : new Problem("repository-name-taken", $"{request.Repository} exists and is not ours."));
    }

    public Task<Result<RepositoryHandle>> AdoptAsync(RepositoryRequest request, CancellationToken cancellationToken)
    {
        Enter(nameof(AdoptAsync));
        return Task.FromResult<Result<RepositoryHandle>>(Repositories.TryGetValue(request.Repository, out var found)
            ? found.Handle
            : new Problem("repository-not-found", $"There is no {request.Repository}."));
    }

    public Task<Result<RepositoryHandle>> WaitUntilReadyAsync(
        RepositoryRequest request, RepositoryHandle handle, CancellationToken cancellationToken)
    {
        Enter(nameof(WaitUntilReadyAsync));
        return Task.FromResult(Result<RepositoryHandle>.Ok(handle with { InitialSha = "initial" }));
    }

    public Task<Result<SettingsOutcome>> ConfigureAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        Enter(nameof(ConfigureAsync));
        Repositories[handle.Repository].Settings = settings;
        return Task.FromResult(Result<SettingsOutcome>.Ok(new([])));
    }

    public Task<Result<string>> UploadBlobAsync(
        RepositoryHandle handle, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Enter(nameof(UploadBlobAsync));
        return Task.FromResult(Result<string>.Ok(ContentHash.Of(content.Span)[..40]));
    }

    public Task<Result<string>> CommitAsync(RepositoryHandle handle, CommitRequest request, CancellationToken cancellationToken)
    {
        Enter(nameof(CommitAsync));
        var sha = ContentHash.Of(PlatformJson.Serialize(request))[..40];
        Repositories[handle.Repository].Commits[sha] = request;
        return Task.FromResult(Result<string>.Ok(sha));
    }

    public Task<Result<Unit>> PushAsync(RepositoryHandle handle, string commitSha, CancellationToken cancellationToken)
    {
        Enter(nameof(PushAsync));
        Repositories[handle.Repository].Head = commitSha;
        return Task.FromResult(Result<Unit>.Ok(Unit.Value));
    }

    public Task<Result<SettingsOutcome>> FinishAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken)
    {
        Enter(nameof(FinishAsync));
        return Task.FromResult(Result<SettingsOutcome>.Ok(new([])));
    }

    public Task<Result<IReadOnlyList<WorkflowRunSummary>>> FindRunsAsync(
        RepositoryName repository, string commitSha, CancellationToken cancellationToken)
    {
        Enter(nameof(FindRunsAsync));
        return Task.FromResult(Result<IReadOnlyList<WorkflowRunSummary>>.Ok(Repositories[repository].Runs));
    }

    public Task<Result<string>> ReadJobLogAsync(
        RepositoryName repository, long jobId, int lines, CancellationToken cancellationToken) =>
        LogsAreThere
            ? Task.FromResult<Result<string>>("the last line")
            : throw new TransientSourceControlException("source-control-unavailable", "The log can't be read.");

    public Task<Result<string>> FindHeadAsync(RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        Enter(nameof(FindHeadAsync));
        return Task.FromResult<Result<string>>(Repositories.TryGetValue(repository, out var found) && found.Head is { } head
            ? head
            : new Problem("branch-missing", $"{repository} has no branch {branch}."));
    }

    public Task<UndoOutcome> UndoCreateAsync(UndoRequest request, CancellationToken cancellationToken)
    {
        Enter(nameof(UndoCreateAsync));
        var ours = Repositories.TryGetValue(request.Repository, out var found) && found.Handle.TaskId == request.TaskId;
        return Task.FromResult(
            ours && Repositories.TryRemove(request.Repository, out _) ? UndoOutcome.Deleted
            : found is not null ? UndoOutcome.NothingThere with { Reason = "It is not ours." }
            : UndoOutcome.NothingThere);
    }

    public Task<Result<string>> ReadFileAsync(
        RepositoryName repository, string path, string reference, int maxBytes, CancellationToken cancellationToken)
    {
        Enter(nameof(ReadFileAsync));
        var text = Repositories[repository].Commits[reference].Entries.FirstOrDefault(entry => entry.Path == path)?.Text;
        return Task.FromResult<Result<string>>(text is not null ? text : new Problem("file-not-found", $"There is no {path}."));
    }

    private static RepositoryHandle Handle(string taskId, RepositoryName name, string branch) => new(
        taskId, 1, name, branch,
        new($"https://github.com/{name}"), new($"https://github.com/{name}.git"), DateTimeOffset.UnixEpoch, false);

    private void Enter(string method)
    {
        Calls.Enqueue(method);
        if (_faults.TryGetValue(method, out var faults) && faults.TryDequeue(out var fault))
        {
            throw fault;
        }
    }
}

public sealed class FakeRepository(RepositoryHandle handle)
{
    public RepositoryHandle Handle { get; } = handle;

    public RepositorySettings? Settings { get; set; }

    public ConcurrentDictionary<string, CommitRequest> Commits { get; } = new();

    public string? Head { get; set; }

    public IReadOnlyList<WorkflowRunSummary> Runs { get; set; } = [];
}
