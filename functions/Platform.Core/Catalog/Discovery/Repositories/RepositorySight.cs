using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Discovery.Repositories;

public enum SightKind
{
    /// <summary>Its descriptors are known, and which they are.</summary>
    Seen,

    /// <summary>The host says that nothing has changed.</summary>
    Unchanged,

    /// <summary>It could not be looked at.</summary>
    Failed,
}

/// <summary>What a look at a repository saw, before anything is made of it.</summary>
/// <param name="IsComplete">What was not seen is not there.</param>
/// <param name="TreeTag">Of the complete list of files.</param>
public sealed record RepositorySight(
    RepositoryRecord Record,
    SightKind Kind,
    IReadOnlyList<SeenFile> Files,
    bool IsComplete = false,
    string? TreeTag = null,
    Problem? Problem = null)
{
    public static RepositorySight Failed(RepositoryRecord record, Problem problem) =>
        new(record, SightKind.Failed, [], Problem: problem);
}

/// <param name="Sha">The address of the content.</param>
/// <param name="Text">Null when it has to be read.</param>
public sealed record SeenFile(string Path, string Sha, string? Text = null);
