namespace Platform.Core.Scaffolding.Publishing;

/// <summary>Everything about a repository that is neither its content nor its name. Empty means: leave as it is.</summary>
public sealed record RepositorySettings
{
    /// <value>The final description, without the marker; set by <see cref="ISourceControl.FinishAsync"/>.</value>
    public string Description { get; init; } = string.Empty;

    public Uri? Homepage { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<RepositoryHook> Hooks { get; init; } = [];

    /// <value>Plain Actions variables; never secrets.</value>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <value>Organisation-defined properties; one that the organisation has not defined becomes a warning.</value>
    public IReadOnlyDictionary<string, string> CustomProperties { get; init; } = new Dictionary<string, string>();

    /// <value>A ruleset on the default branch: no deletion, no forced update. A plan that lacks rulesets gives a warning.</value>
    public bool ProtectDefaultBranch { get; init; }
}

/// <summary>A webhook, signed with the platform's own webhook secret, which therefore never travels through a task.</summary>
public sealed record RepositoryHook(Uri Url, IReadOnlyList<string> Events);

/// <summary>What was done, and what could not be but does not matter enough to fail a task.</summary>
public sealed record SettingsOutcome(IReadOnlyList<string> Warnings);
