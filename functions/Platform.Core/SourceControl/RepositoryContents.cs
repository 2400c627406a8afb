namespace Platform.Core.SourceControl;

/// <param name="Sha">The newest commit; empty when it is the known one.</param>
public sealed record BranchHead(string Sha, string? Tag, bool NotModified = false)
{
    public static BranchHead Unchanged(string tag) => new(string.Empty, tag, NotModified: true);
}

/// <param name="Files">Files only, no folders, links or submodules; empty when nothing has changed.</param>
public sealed record RepositoryTree(IReadOnlyList<TreeFile> Files, string? Tag, bool NotModified = false)
{
    public static RepositoryTree Unchanged(string tag) => new([], tag, NotModified: true);
}

/// <param name="Path">From the repository's root, without a leading slash.</param>
/// <param name="Sha">The address of the content.</param>
/// <param name="Size">In bytes.</param>
public sealed record TreeFile(string Path, string Sha, long Size);

/// <param name="Text">Empty when it has not changed.</param>
/// <param name="Sha">The address of the content, as in <see cref="TreeFile"/>.</param>
public sealed record FileReading(string Text, string Sha, string? Tag, bool NotModified = false)
{
    public static FileReading Unchanged(string tag) => new(string.Empty, string.Empty, tag, NotModified: true);
}

/// <param name="IsForward">The second commit is the first one or comes after it.</param>
public sealed record CommitDifference(IReadOnlyList<ChangedPath> Changes, bool IsForward);

/// <param name="FormerPath">Where a renamed file was.</param>
public sealed record ChangedPath(string Path, PathChange Change, string? FormerPath = null);

public enum PathChange
{
    Added,
    Modified,
    Removed,
    Renamed,
}

/// <param name="Commit">The commit that was archived.</param>
public sealed record RepositoryArchive(string Commit, IReadOnlyList<ArchivedFile> Files);

/// <param name="Sha">The address of the content, as in <see cref="TreeFile"/>.</param>
public sealed record ArchivedFile(string Path, string Sha, string Text);
