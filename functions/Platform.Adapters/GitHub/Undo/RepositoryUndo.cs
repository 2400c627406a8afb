using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Undo;

/// <summary>
/// Takes a failed task's repository away again. Deleting needs every proof at once; whatever lacks one is archived, which loses
/// nothing, and what is not ours is left alone.
/// </summary>
internal sealed class RepositoryUndo(
    GitHubCalls calls, RepositorySearch search, Branches branches, InitialCommit initialCommit, RepositoryTouch touch)
{
    public async Task<UndoOutcome> UndoAsync(UndoRequest request, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(request, cancellationToken);
        if (!found.IsOk)
        {
            return UndoOutcome.LeftAlone($"{request.Repository} could not be checked: {found.Problems[0].Message}");
        }

        if (found.Value.Value is not { } repository)
        {
            return UndoOutcome.NothingThere;
        }

        if (request.Handle is not { } handle)
        {
            return await WithoutJournalAsync(request, repository, cancellationToken);
        }

        if (repository.Id != handle.Id)
        {
            return UndoOutcome.LeftAlone($"The name {request.Repository} belongs to another repository by now.");
        }

        var reason = await ReasonToKeepAsync(request, handle, repository, cancellationToken);
        return reason is null
            ? await DeleteAsync(handle, repository, cancellationToken)
            : await ArchiveAsync(handle, repository, reason, cancellationToken);
    }

    /// <summary>Creating ended without an answer: the mark says whether it is ours, but no journal proves it.</summary>
    private async Task<UndoOutcome> WithoutJournalAsync(
        UndoRequest request, Repository repository, CancellationToken cancellationToken)
    {
        if (!TaskMarker.IsOf(repository.Description, request.TaskId))
        {
            return UndoOutcome.NothingThere with { Reason = $"{request.Repository} exists, but this task did not make it." };
        }

        var handle = new RepositoryHandle(
            request.TaskId, repository.Id, request.Repository, repository.DefaultBranch,
            new(repository.HtmlUrl), new(repository.CloneUrl), repository.CreatedAt, Adopted: true);
        return await ArchiveAsync(handle, repository, "its creation was never confirmed", cancellationToken);
    }

    private async Task<string?> ReasonToKeepAsync(
        UndoRequest request, RepositoryHandle handle, Repository repository, CancellationToken cancellationToken)
    {
        if (repository.ForksCount > 0)
        {
            return "somebody forked it";
        }

        var head = await branches.FindHeadAsync(CallContext.For(handle), handle.DefaultBranch, cancellationToken);
        if (!head.IsOk)
        {
            return head.Problems[0].Message;
        }

        const string Moved = "its default branch is not where this task left it";
        if (head.Value.Value is not { } sha)
        {
            return Moved;
        }

        var isOurCommit = sha == request.CommitSha;
        var isInitial = isOurCommit || handle.InitialSha is not null
            ? Result<bool>.Ok(isOurCommit || sha == handle.InitialSha)
            : await initialCommit.IsAsync(handle, sha, cancellationToken);
        if (!isInitial.IsOk || !isInitial.Value)
        {
            return isInitial.IsOk ? Moved : isInitial.Problems[0].Message;
        }

        // After FinishAsync the description has no mark any more; then only our commit proves whose it is.
        if (!isOurCommit && !TaskMarker.IsOf(repository.Description, request.TaskId))
        {
            return "it does not carry this task's mark any more";
        }

        var touched = await touch.FindAsync(handle, cancellationToken);
        return touched.IsOk ? touched.Value.Value : touched.Problems[0].Message;
    }

    private async Task<UndoOutcome> DeleteAsync(
        RepositoryHandle handle, Repository repository, CancellationToken cancellationToken)
    {
        var (owner, name) = (handle.Repository.Owner, handle.Repository.Name);
        var deleted = await calls.FindAsync(
            CallContext.For(handle, "delete the repository"),
            async github =>
            {
                await github.Repository.Delete(owner, name);
                return handle;
            },
            cancellationToken);
        return deleted.IsOk
            ? UndoOutcome.Deleted
            : await ArchiveAsync(handle, repository, deleted.Problems[0].Message, cancellationToken);
    }

    private async Task<UndoOutcome> ArchiveAsync(
        RepositoryHandle handle, Repository repository, string reason, CancellationToken cancellationToken)
    {
        var archived = UndoOutcome.Archived(
            $"{repository.HtmlUrl} was archived, not deleted: {reason.TrimEnd('.')}. Delete it by hand if nobody needs it.");
        if (repository.Archived)
        {
            return archived;
        }

        var (owner, name) = (handle.Repository.Owner, handle.Repository.Name);
        var edited = await calls.RunAsync(
            CallContext.For(handle, "archive the repository"),
            github => github.Repository.Edit(owner, name, new RepositoryUpdate { Name = name, Archived = true }),
            cancellationToken);
        return edited.IsOk
            ? archived
            : UndoOutcome.LeftAlone(
                $"{repository.HtmlUrl} was left as it is: {reason.TrimEnd('.')}; archiving failed: {edited.Problems[0].Message}");
    }
}
