namespace Platform.Core.SourceControl.Parts;

/// <summary>What keeps a branch as it is, unless the rules are kept.</summary>
/// <param name="Branch">Empty for the repository's default branch.</param>
public sealed record BranchProtection(string Branch) : IRepositoryPart
{
    public bool EnforceAdmins { get; init; } = true;

    /// <value>How many reviews a pull request needs; 0 for none.</value>
    public int Approvals { get; init; } = 1;

    public bool CodeOwnerReviews { get; init; }

    public bool DismissStaleReviews { get; init; }

    public bool LastPushApproval { get; init; }

    /// <value>Who needs no pull request; null when everybody does.</value>
    public ProtectionActors? Bypass { get; init; }

    /// <value>Who may push at all; null when everybody may who may write.</value>
    public ProtectionActors? Pushers { get; init; }

    public IReadOnlyList<string> StatusChecks { get; init; } = [];

    public bool UpToDate { get; init; } = true;

    public bool ConversationResolution { get; init; }

    public bool SignedCommits { get; init; }

    public bool LinearHistory { get; init; }

    public bool BlockCreations { get; init; }

    public string Key => Branch;

    public string Title => $"the protection of branch {Branch}";

    string? IRepositoryPart.Name => Branch;
}

/// <summary>Logins and slugs.</summary>
public sealed record ProtectionActors(
    IReadOnlyList<string> Users, IReadOnlyList<string> Teams, IReadOnlyList<string> Apps);
