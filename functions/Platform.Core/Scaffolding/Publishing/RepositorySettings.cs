using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Publishing;

/// <summary>Everything about a repository that is neither its content nor its name. Empty means: leave as it is.</summary>
public sealed record RepositorySettings
{
    /// <value>
    /// The final description, without the marker, set at the end; null leaves it as it is and only takes the marker away.
    /// </value>
    public string? Description { get; init; } = string.Empty;

    public Uri? Homepage { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<RepositoryHook> Hooks { get; init; } = [];

    /// <value>Plain Actions variables; never secrets.</value>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <value>Organisation-defined properties; one that the organisation has not defined becomes a warning.</value>
    public IReadOnlyDictionary<string, string> CustomProperties { get; init; } = new Dictionary<string, string>();

    /// <value>Properties that have several values.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CustomPropertyLists { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <value>Secrets of its workflows, in clear; sealed before they leave the process.</value>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <value>Who must get in.</value>
    public IReadOnlyList<RepositoryGrant> Access { get; init; } = [];

    /// <value>Who gets in, too; one who can't gives a warning, as in Backstage.</value>
    public IReadOnlyList<RepositoryGrant> Collaborators { get; init; } = [];

    /// <value>What the tokens of its workflows say of whom they are for; null leaves it.</value>
    public OidcSubject? Oidc { get; init; }

    /// <value>The platform's account follows it.</value>
    public bool Subscribe { get; init; }

    /// <value>Of the default branch, after the push; null leaves it open. A plan that lacks it gives a warning.</value>
    public BranchProtection? Protection { get; init; }
}

/// <param name="Name">A login, or the slug of a team of the owner.</param>
/// <param name="Permission">pull, triage, push, maintain, admin or a role of the organisation's own.</param>
public sealed record RepositoryGrant(string Name, bool IsTeam, string Permission);

public sealed record OidcSubject(bool UseDefault, IReadOnlyList<string> ClaimKeys);

/// <summary>A webhook, signed with the platform's own webhook secret, which therefore never travels through a task.</summary>
public sealed record RepositoryHook(Uri Url, IReadOnlyList<string> Events);

/// <summary>What was done, and what could not be but does not matter enough to fail a task.</summary>
public sealed record SettingsOutcome(IReadOnlyList<string> Warnings);
