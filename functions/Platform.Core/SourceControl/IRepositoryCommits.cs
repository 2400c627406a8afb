using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>Commits and branches of repositories that exist; each method may be repeated: it finds before it makes.</summary>
public interface IRepositoryCommits
{
    /// <returns>The branch's newest commit, with what tells whose it is; nothing where there is no such branch.</returns>
    Task<Result<BranchTip>> TipAsync(RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <returns>The git SHA of the blob.</returns>
    Task<Result<string>> UploadBlobAsync(
        RepositoryName repository, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A commit on top of another one, on no branch yet: nobody sees it.</summary>
    Task<Result<MadeCommit>> CommitAsync(
        RepositoryName repository, CommitRequest request, string parent, CancellationToken cancellationToken);

    /// <summary>
    /// Makes or moves a branch, unless it is elsewhere than expected: <see cref="PullRequestProblems.BranchTaken"/>.
    /// </summary>
    /// <param name="from">Where it is now; null when there is none.</param>
    /// <param name="to">Null deletes it.</param>
    Task<Result<Unit>> MoveAsync(
        RepositoryName repository, string branch, string? from, string? to, CancellationToken cancellationToken);
}

/// <param name="Sha">Null when there is no such branch.</param>
public sealed record BranchTip(string? Sha, string Message = "", string? AuthorEmail = null, DateTimeOffset? AuthoredAt = null)
{
    public static BranchTip None { get; } = new((string?)null);

    /// <summary>Whether the commit is the one that was asked for; its time is the task's, to the second.</summary>
    public bool Is(CommitRequest request) =>
        Message.Trim() == request.Message.Trim()
        && AuthorEmail == request.AuthorEmail
        && AuthoredAt?.ToUnixTimeSeconds() == request.AuthoredAt.ToUnixTimeSeconds();
}

/// <param name="ChangesNothing">Its files are those of its parent.</param>
public sealed record MadeCommit(string Sha, bool ChangesNothing);
