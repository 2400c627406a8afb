using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Publishing;

/// <summary>
/// Publishing, one method per activity and safe to repeat: each finds before it creates. Final errors are problems with stable
/// codes; whatever may pass by itself is a <see cref="TransientSourceControlException"/>. Order: create, wait, configure, blobs,
/// commit, push (this is what starts CI and webhooks), finish, find runs.
/// </summary>
public interface ISourceControl
{
    /// <summary>
    /// Creates with the task's marker, adopts what carries it, refuses what is not ours. Answers before it is readable.
    /// </summary>
    Task<Result<RepositoryHandle>> CreateOrAdoptAsync(RepositoryRequest request, CancellationToken cancellationToken);

    /// <summary>One that exists, made by whomever, as a place for a first commit; an empty one gets the host's.</summary>
    /// <returns>Adopted when it carries the task's mark.</returns>
    Task<Result<RepositoryHandle>> AdoptAsync(RepositoryRequest request, CancellationToken cancellationToken);

    /// <summary>Waits until git data can be written and the default branch is the one asked for.</summary>
    /// <returns>The handle with <see cref="RepositoryHandle.InitialSha"/> and the real default branch.</returns>
    Task<Result<RepositoryHandle>> WaitUntilReadyAsync(
        RepositoryRequest request, RepositoryHandle handle, CancellationToken cancellationToken);

    /// <summary>
    /// Everything that must be there before the first push: topics, hooks, variables, environments, properties.
    /// </summary>
    Task<Result<SettingsOutcome>> ConfigureAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken);

    /// <returns>The git SHA of the blob.</returns>
    Task<Result<string>> UploadBlobAsync(
        RepositoryHandle handle, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Trees and a root commit, not the branch: nobody sees it yet.</summary>
    /// <returns>The commit's SHA.</returns>
    Task<Result<string>> CommitAsync(RepositoryHandle handle, CommitRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the default branch to the commit, so that history is exactly that commit. Refuses a branch someone else moved.
    /// </summary>
    Task<Result<Unit>> PushAsync(RepositoryHandle handle, string commitSha, CancellationToken cancellationToken);

    /// <summary>What must come after the push: the description without marker, protection.</summary>
    Task<Result<SettingsOutcome>> FinishAsync(
        RepositoryHandle handle, RepositorySettings settings, CancellationToken cancellationToken);

    /// <summary>
    /// The runs that the push of a commit started; none for the first seconds does not mean that there is no CI.
    /// </summary>
    Task<Result<IReadOnlyList<WorkflowRunSummary>>> FindRunsAsync(
        RepositoryName repository, string commitSha, CancellationToken cancellationToken);

    /// <returns>The last lines of the log of a job that has ended.</returns>
    Task<Result<string>> ReadJobLogAsync(
        RepositoryName repository, long jobId, int lines, CancellationToken cancellationToken);

    /// <returns>The SHA of the branch's newest commit; <c>branch-missing</c> is a problem.</returns>
    Task<Result<string>> FindHeadAsync(RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes only what is provably this task's and untouched: id in the journal, marker ours, head our commit or GitHub's first
    /// one, no issue, pull request, branch, fork or commit of anyone else. Otherwise archives, or leaves alone what is not ours,
    /// and says so.
    /// </summary>
    Task<UndoOutcome> UndoCreateAsync(UndoRequest request, CancellationToken cancellationToken);

    /// <summary>A text file at a commit, branch or tag; <c>file-not-found</c> and <c>file-too-large</c> are problems.</summary>
    Task<Result<string>> ReadFileAsync(
        RepositoryName repository, string path, string reference, int maxBytes, CancellationToken cancellationToken);
}
