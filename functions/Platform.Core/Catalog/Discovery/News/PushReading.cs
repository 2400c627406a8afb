using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.News;

/// <summary>
/// Finds out what a push means now. Deliveries come late and in any order, so files are read at the head that the branch has
/// when the news is handled: however often and in whatever order pushes are handled, the last state read is the newest.
/// </summary>
public sealed class PushReading(IRepositoryReading reading, DiscoveryLimits limits, TimeProvider clock)
{
    /// <returns>Null when the push can't be told path by path, and the whole repository has to be looked at.</returns>
    public async Task<PushedFiles?> ReadAsync(RepositoryNews news, CancellationToken cancellationToken)
    {
        var name = RepositoryName.Parse(news.Repository);
        if (news is not { After: { } after, Branch: { } branch } || (news.Changed is null && news.Before is null)
            || await HeadAsync(name, branch, after, cancellationToken) is not { } sha)
        {
            return null;
        }

        if (news.Changed is not null)
        {
            return new(sha, news.Changed, news.Removed ?? []);
        }

        var difference = await reading.CompareAsync(name, news.Before!, after, cancellationToken);
        return difference.IsOk
            ? new(
                sha,
                [.. difference.Value.Changes.Where(change => change.Change != PathChange.Removed).Select(change => change.Path)],
                [.. difference.Value.Changes.SelectMany(RemovedBy)])
            : null;
    }

    /// <summary>
    /// The branch's head. One that does not follow the pushed commit is a replica's that lags behind, or a forced push came
    /// later: the second look tells.
    /// </summary>
    private async Task<string?> HeadAsync(
        RepositoryName name, string branch, string after, CancellationToken cancellationToken)
    {
        var head = await reading.HeadAsync(name, branch, null, cancellationToken);
        if (!head.IsOk || head.Value.Sha == after)
        {
            return head.Value?.Sha;
        }

        var difference = await reading.CompareAsync(name, after, head.Value.Sha, cancellationToken);
        if (difference is { IsOk: true, Value.IsForward: true })
        {
            return head.Value.Sha;
        }

        await Task.Delay(limits.ReplicaLag, clock, cancellationToken);
        return (await reading.HeadAsync(name, branch, null, cancellationToken)).Value?.Sha;
    }

    private static IEnumerable<string> RemovedBy(ChangedPath change) => change.Change switch
    {
        PathChange.Removed => [change.Path],
        PathChange.Renamed => [change.FormerPath!],
        _ => [],
    };
}
