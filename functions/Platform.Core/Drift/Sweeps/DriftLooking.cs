using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Sweeps;

/// <summary>
/// Looks at some repositories. One that can't be read stops none of the others and keeps what was known of it. Repeating is
/// harmless.
/// </summary>
public sealed partial class DriftLooking(
    IDriftFacts facts,
    ContentCollection contents,
    SlowCollection slow,
    IGoldenPathSource paths,
    CollectionLimits limits,
    FactLifetimes lifetimes,
    TimeProvider clock,
    ILogger<DriftLooking> logger)
{
    public async Task<DriftChunk> LookAsync(DriftLookOrder order, CancellationToken cancellationToken)
    {
        var known = await facts.FindAsync(order.Repositories, cancellationToken);
        var path = await paths.CurrentAsync(cancellationToken);
        var seen = new ConcurrentBag<(DriftRecord Before, DriftRecord Next)>();
        var rest = new ConcurrentBag<(long Id, TimeSpan Wait)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = limits.Calls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(known.Values, options, async (record, token) =>
        {
            if (!rest.IsEmpty)
            {
                rest.Add((record.Id, TimeSpan.Zero));
                return;
            }

            try
            {
                seen.Add((record, order.Slow ? await SlowAsync(record, token) : await ContentAsync(record, path, token)));
            }
            catch (TransientSourceControlException limit) when (limit.RetryAfter is not null)
            {
                rest.Add((record.Id, limit.RetryAfter.Value));
            }
            catch (Exception failure) when (!token.IsCancellationRequested)
            {
                Log.Failed(logger, failure, record.Entry.Listed.Name);
                seen.Add((record, Failed(record, failure is TransientSourceControlException
                    ? failure.Message : $"{failure.GetType().Name}: it could not be read.")));
            }
        });
        List<DriftRecord> changed = [.. seen.Where(one => one.Next != one.Before).Select(one => one.Next).OrderBy(one => one.Id)];
        await facts.SaveAsync(changed, cancellationToken);
        await VerifiedAsync(order, [.. seen.Select(one => one.Next)], cancellationToken);
        List<DriftRecord> failed = [.. seen.Select(one => one.Next).Where(one => one.Entry.Problem is not null)];
        return new(
            seen.Count, changed.Count, failed.Count,
            [.. failed.OrderBy(one => one.Id).Take(10).Select(one => DriftFailure.Of(one.Entry.Listed.Name, one.Entry.Problem!))],
            [.. rest.Select(one => one.Id).Order()],
            rest.IsEmpty ? null : rest.Max(one => one.Wait));
    }

    private async Task<DriftRecord> ContentAsync(DriftRecord record, GoldenPath path, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var (entry, body) = (record.Entry, record.Body);
        var isSameBranch = entry.KnownBranch == entry.Listed.DefaultBranch;
        var read = await contents.SeeAsync(
            entry.Listed, isSameBranch ? entry.HeadTag : null, isSameBranch ? body.Content?.Value.Head : null, path,
            cancellationToken);
        if (!read.IsOk)
        {
            // Renamed or deleted since the listing: the next one says which.
            return Failed(record, read.Problems[0].Message);
        }

        var next = entry with
        {
            KnownPush = entry.Listed.PushedAt,
            KnownBranch = entry.Listed.DefaultBranch,
            IsSettled = entry.Listed.PushedAt is not { } pushed || pushed + limits.PushMargin < at,
            HeadTag = read.Value.HeadTag,
            Problem = null,
        };
        return read.Value.Content is { } content
            ? new(next, body with
            {
                Content = new(content, at, lifetimes.Listing, FactSources.Content),
                Made = read.Value.Made,
            })
            : record with { Entry = next };
    }

    private async Task<DriftRecord> SlowAsync(DriftRecord record, CancellationToken cancellationToken)
    {
        var (body, problem) = await slow.SeeAsync(record, cancellationToken);
        return problem is null ? record with { Body = body } : Failed(record with { Body = body }, problem);
    }

    private async Task VerifiedAsync(
        DriftLookOrder order, IReadOnlyList<DriftRecord> seen, CancellationToken cancellationToken)
    {
        if (!order.Slow)
        {
            return;
        }

        var at = clock.GetUtcNow();
        await facts.RefreshAsync(
            order.Organization,
            freshness => freshness.With(
                null, [], seen.Where(one => one.Entry.Problem is null).Select(one => KeyValuePair.Create(one.Id, at))),
            cancellationToken);
    }

    private static DriftRecord Failed(DriftRecord record, string reason) =>
        record with { Entry = record.Entry with { Problem = reason } };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Repository} could not be looked at; what was known of it stays.")]
        public static partial void Failed(ILogger logger, Exception exception, RepositoryName repository);
    }
}
