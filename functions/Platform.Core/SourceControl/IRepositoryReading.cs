using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>
/// Reads what repositories hold. Answers that the host says have not changed are recognised by the tag of the last reading, and
/// cost nothing of its rate limit. What is final is a problem with a stable code; what may pass by itself is thrown as a
/// <see cref="TransientSourceControlException"/>.
/// </summary>
public interface IRepositoryReading
{
    /// <summary>Every repository of an organisation that the token can see; never throws for a page that failed.</summary>
    Task<RepositoryListing> ListAsync(string organization, CancellationToken cancellationToken);

    /// <returns>The repository as it is called now: a renamed or transferred one answers under its old name too.</returns>
    Task<Result<ListedRepository>> FindAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <returns>The same, with what its page says of it.</returns>
    Task<Result<RepositoryProfile>> ProfileAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <param name="knownTag">The <see cref="BranchHead.Tag"/> of an earlier reading.</param>
    Task<Result<BranchHead>> HeadAsync(
        RepositoryName repository, string branch, string? knownTag, CancellationToken cancellationToken);

    /// <summary>The names of its branches, at most the first thousand.</summary>
    Task<Result<IReadOnlyList<string>>> BranchesAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>All files of a commit, branch or tree; a truncated answer is completed by its folders, one by one.</summary>
    /// <param name="knownTag">The <see cref="RepositoryTree.Tag"/> of an earlier reading.</param>
    Task<Result<RepositoryTree>> TreeAsync(
        RepositoryName repository, string reference, string? knownTag, CancellationToken cancellationToken);

    /// <summary>One text file of at most a megabyte; <c>file-not-found</c> and <c>file-too-large</c> are problems.</summary>
    /// <param name="knownTag">The <see cref="FileReading.Tag"/> of an earlier reading.</param>
    Task<Result<FileReading>> FileAsync(
        RepositoryName repository, string path, string reference, string? knownTag, CancellationToken cancellationToken);

    /// <summary>The text of a file by its content's address, as a tree gives it: the same for ever.</summary>
    Task<Result<string>> BlobAsync(RepositoryName repository, string sha, CancellationToken cancellationToken);

    /// <summary>
    /// Every path that differs between two commits, whichever of them is the older; <see cref="ReadingProblems.Uncomparable"/>
    /// when the host can't say (a commit that is gone, too many files): the tree can.
    /// </summary>
    Task<Result<CommitDifference>> CompareAsync(
        RepositoryName repository, string from, string to, CancellationToken cancellationToken);

    /// <summary>
    /// Text files of a small repository in one call. What an archive lacks may still be in the repository, because files can be
    /// kept out of archives.
    /// </summary>
    /// <param name="isWanted">By path; nothing else is kept.</param>
    /// <returns><see cref="ReadingProblems.ArchiveTooLarge"/> when only the tree can tell.</returns>
    Task<Result<RepositoryArchive>> ArchiveAsync(
        RepositoryName repository, string reference, Func<string, bool> isWanted, CancellationToken cancellationToken);
}

/// <summary>Codes of problems that a reader reacts to.</summary>
public static class ReadingProblems
{
    public const string Uncomparable = "commits-uncomparable";
    public const string ArchiveTooLarge = "archive-too-large";
    public const string FileNotFound = "file-not-found";
    public const string RepositoryNotFound = "repository-not-found";
    public const string RepositoryEmpty = "repository-empty";
    public const string BranchMissing = "branch-missing";
}
