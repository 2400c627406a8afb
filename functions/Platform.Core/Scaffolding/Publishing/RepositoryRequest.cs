namespace Platform.Core.Scaffolding.Publishing;

/// <summary>The repository that a task wants to exist.</summary>
/// <param name="TaskId">Whose it is: goes into the repository's marker, by which a repeated call recognises its own work.</param>
/// <param name="Description">
/// What people read; the marker is appended to it until <see cref="ISourceControl.FinishAsync"/>.
/// </param>
public sealed record RepositoryRequest(
    string TaskId,
    RepositoryName Repository,
    string Description,
    string DefaultBranch = "main",
    bool Private = true);
