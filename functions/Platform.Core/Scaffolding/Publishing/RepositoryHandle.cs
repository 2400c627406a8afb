namespace Platform.Core.Scaffolding.Publishing;

/// <summary>A repository that is ours, as the task's journal keeps it: proof enough to work on it and to undo it.</summary>
/// <param name="Id">The numeric id, which survives a rename.</param>
/// <param name="CreatedAt">GitHub's clock; young repositories answer with errors that pass.</param>
/// <param name="Adopted">An earlier attempt of the same task had created it already.</param>
/// <param name="InitialSha">
/// The commit GitHub made at creation; null until <see cref="ISourceControl.WaitUntilReadyAsync"/>.
/// </param>
public sealed record RepositoryHandle(
    string TaskId,
    long Id,
    RepositoryName Repository,
    string DefaultBranch,
    Uri HtmlUrl,
    Uri CloneUrl,
    DateTimeOffset CreatedAt,
    bool Adopted,
    string? InitialSha = null);
