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
    bool Private = true)
{
    /// <value>What is on and off in it; the host's own choice where nothing is said.</value>
    public RepositoryFeatures Features { get; init; } = new();
}

/// <param name="Visibility">internal, or null: private or public, as the request says.</param>
public sealed record RepositoryFeatures(string? Visibility = null)
{
    public Uri? Homepage { get; init; }

    public bool DeleteBranchOnMerge { get; init; }

    public bool? MergeCommit { get; init; }

    public bool? SquashMerge { get; init; }

    public bool? RebaseMerge { get; init; }

    public bool? AutoMerge { get; init; }

    public bool? UpdateBranch { get; init; }

    public string? SquashTitle { get; init; }

    public string? SquashMessage { get; init; }

    public bool? Projects { get; init; }

    public bool? Wiki { get; init; }

    public bool? Issues { get; init; }
}
