namespace Platform.Adapters.GitHub.Budget;

/// <summary>How many mutating calls an organisation may see in any 60 seconds and in any 60 minutes.</summary>
internal sealed record BudgetLimits(int PerMinute, int PerHour)
{
    /// <summary>The forge has no limits; the machinery runs all the same, so that tests and demo exercise it.</summary>
    public static BudgetLimits Forge { get; } = new(100_000, 1_000_000);

    public static BudgetLimits From(GitHubOptions options) =>
        options.GitHubIsForge ? Forge : new(options.GitHubMutationsPerMinute, options.GitHubMutationsPerHour);
}
