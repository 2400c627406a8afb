using Platform.Core.Drift.Content;
using Platform.Core.Drift.Facts;

namespace Platform.Core.Drift.Collection;

/// <summary>The short half of what is kept of a repository: enough to say whether it has to be looked at.</summary>
/// <param name="Organization">In lower case: whose listing has it.</param>
/// <param name="ListedAt">When its listing last said something new.</param>
public sealed record DriftEntry(long Id, string Organization, RepositoryListed Listed, DateTimeOffset ListedAt)
{
    /// <value>The last push when its content was last known; null until then.</value>
    public DateTimeOffset? KnownPush { get; init; }

    /// <value>The default branch whose content is known; null until one is.</value>
    public string? KnownBranch { get; init; }

    /// <value>The last look was late enough after the last push to have seen it.</value>
    public bool IsSettled { get; init; }

    /// <value>Of the default branch, as the host tags its answers.</value>
    public string? HeadTag { get; init; }

    /// <value>Complete listings in a row that did not have it.</value>
    public int Misses { get; init; }

    /// <value>Why the last look came to nothing; what was known stays.</value>
    public string? Problem { get; init; }

    /// <value>Something may have changed since its content was known.</value>
    public bool NeedsLook =>
        !Listed.Gone && Misses == 0
        && (KnownBranch != Listed.DefaultBranch || !IsSettled || Problem is not null || KnownPush != Listed.PushedAt);
}

/// <summary>The long half.</summary>
public sealed record DriftBody(
    Fact<RepositoryContent>? Content = null,
    Fact<BranchProtection>? Protection = null,
    Fact<CiState>? Ci = null,
    Fact<CommitShares>? Commits = null,
    IReadOnlyList<MadeFolder>? Made = null)
{
    public static DriftBody Empty { get; } = new();
}

public sealed record DriftRecord(DriftEntry Entry, DriftBody Body)
{
    public long Id => Entry.Id;

    /// <summary>The facts, each as old as the last look that found it unchanged.</summary>
    public RepositoryFacts Facts(DriftFreshness freshness, FactLifetimes lifetimes)
    {
        var listed = freshness.ListedOf(Entry);
        var slow = freshness.SlowOf(Id);
        return new(
            Id,
            new(Entry.Listed, listed, lifetimes.Listing, FactSources.Listing),
            // The listing shows every push, so what it shows no push to is as it was.
            Newer(Body.Content, Entry.NeedsLook ? null : listed),
            Newer(Body.Protection, slow),
            Newer(Body.Ci, slow),
            Newer(Body.Commits, slow),
            Body.Made);
    }

    private static Fact<T>? Newer<T>(Fact<T>? fact, DateTimeOffset? verified) =>
        fact is not null && verified > fact.ObservedAt ? fact with { ObservedAt = verified.Value } : fact;
}

/// <summary>Where facts come from, for people.</summary>
public static class FactSources
{
    public const string Listing = "github:listing";
    public const string Content = "github:content";
    public const string Protection = "github:protection";
    public const string Ci = "github:actions";
    public const string Commits = "github:commits";
}

/// <summary>For how long facts may be taken as true: three times what lies between two looks that go as planned.</summary>
public sealed record FactLifetimes
{
    public TimeSpan Listing { get; init; } = TimeSpan.FromDays(3);

    public TimeSpan Slow { get; init; } = TimeSpan.FromDays(14);
}
