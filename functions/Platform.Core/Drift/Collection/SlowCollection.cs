using Platform.Core.Drift.Facts;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Collection;

/// <summary>Looks at what no listing shows. What can't be read stays as it was, and gets old.</summary>
public sealed class SlowCollection(
    IRepositorySigns signs, CollectionLimits limits, FactLifetimes lifetimes, TimeProvider clock)
{
    /// <summary>Docs that may be there and are not listed: a folder that was removed has its past.</summary>
    private static readonly string[] UsualDocs = ["docs", "README.md"];

    /// <returns>The body with what has changed, and whether all of it was read.</returns>
    public async Task<(DriftBody Body, string? Problem)> SeeAsync(DriftRecord record, CancellationToken cancellationToken)
    {
        var (listed, body) = (record.Entry.Listed, record.Body);
        var protection = await signs.ProtectionAsync(listed.Name, listed.DefaultBranch, cancellationToken);
        var ci = await signs.CiAsync(listed.Name, listed.DefaultBranch, cancellationToken);
        var since = DayOf(clock.GetUtcNow() - limits.CommitSpan);
        var commits = await signs.CommitsAsync(
            listed.Name, listed.DefaultBranch, since, DocsOf(body), cancellationToken);
        var problem = protection.Problems.Concat(ci.Problems).Concat(commits.Problems).FirstOrDefault();
        return (
            body with
            {
                Protection = Next(body.Protection, protection, FactSources.Protection, SameProtection),
                Ci = Next(body.Ci, ci, FactSources.Ci, (one, other) => one == other),
                Commits = Next(body.Commits, commits, FactSources.Commits, SameShares),
            },
            problem?.Message);
    }

    private Fact<T>? Next<T>(Fact<T>? before, Result<T> read, string source, Func<T, T, bool> isSame)
        where T : class =>
        read.Value is not { } value ? before
        : before is not null && isSame(before.Value, value) ? before
        : new(value, clock.GetUtcNow(), lifetimes.Slow, source);

    /// <summary>Folders instead of the files in them, so that a thousand pages are one question.</summary>
    private static IReadOnlyList<string> DocsOf(DriftBody body) =>
    [
        .. (body.Content?.Value.Docs ?? []).Select(path => path.Split('/')[0]).Concat(UsualDocs)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(5),
    ];

    private static bool SameProtection(BranchProtection one, BranchProtection other) =>
        (one.IsProtected, one.RequiresPullRequest, one.RequiredReviews)
            == (other.IsProtected, other.RequiresPullRequest, other.RequiredReviews)
        && one.RequiredChecks.SequenceEqual(other.RequiredChecks);

    /// <summary>The span moves with the days and is no news; what is counted in it is.</summary>
    private static bool SameShares(CommitShares one, CommitShares other) =>
        (one.Complete, one.LastCodeAt, one.LastDocsAt, one.CodeCommitsSinceDocs)
            == (other.Complete, other.LastCodeAt, other.LastDocsAt, other.CodeCommitsSinceDocs)
        && one.ByAuthor.Count == other.ByAuthor.Count
        && one.ByAuthor.All(pair => other.ByAuthor.TryGetValue(pair.Key, out var count) && count == pair.Value);

    private static DateTimeOffset DayOf(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
