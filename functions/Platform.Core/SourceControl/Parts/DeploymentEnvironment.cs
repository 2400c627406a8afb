namespace Platform.Core.SourceControl.Parts;

/// <summary>A target of deployments, with what guards it and what its jobs get.</summary>
/// <param name="Secrets">By name; their values are secret.</param>
public sealed record DeploymentEnvironment(
    string Name,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyDictionary<string, string> Secrets) : IRepositoryPart
{
    /// <value>Null lets every branch be deployed.</value>
    public DeploymentBranches? Branches { get; init; }

    public IReadOnlyList<string> BranchPatterns { get; init; } = [];

    public IReadOnlyList<string> TagPatterns { get; init; } = [];

    /// <value>In minutes.</value>
    public int? WaitTimer { get; init; }

    public bool? PreventSelfReview { get; init; }

    public IReadOnlyList<DeploymentReviewer> Reviewers { get; init; } = [];

    public string Key => Name;

    public string Title => $"the environment {Name}";

    string? IRepositoryPart.Name => Name;
}

public sealed record DeploymentBranches(bool OnlyProtected, bool ByPattern);

/// <param name="Name">The login of a person, or the slug of a team of the repository's organisation.</param>
public sealed record DeploymentReviewer(string Name, bool IsTeam);
