using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Sources;
using Platform.Core.Observability;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Discovery.Sweeps;

/// <summary>
/// Looks at some repositories of an organisation and brings the catalog up to date with all of them by one call. One that can't
/// be read, or whose descriptors break something, stops none of the others. Repeating is harmless.
/// </summary>
public sealed partial class ChunkSweep(
    IRepositoryRecords records,
    RepositoryEyes eyes,
    RepositoryReadings readings,
    ISourceManifests manifests,
    SourceIngestor sources,
    DiscoveryLimits limits,
    TimeProvider clock,
    ILogger<ChunkSweep> logger)
{
    public async Task<SweepChunk> LookAsync(
        string organization, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        // Whatever is read from now on is not older than this.
        var at = clock.GetUtcNow();
        var known = await records.FindAsync(ids, cancellationToken);
        var (sights, unseen, wait) = await SeeAsync([.. known.Values], cancellationToken);
        var before = await manifests.FindAsync(
            [.. sights.SelectMany(RepositoryReadings.SourcesOf).Distinct()], cancellationToken);
        var outcomes = new ConcurrentBag<RepositoryOutcome>();
        await Parallel.ForEachAsync(sights, Options(cancellationToken), async (sight, token) =>
        {
            try
            {
                outcomes.Add(await readings.ReadAsync(sight, before, at, token));
            }
            catch (TransientSourceControlException limit)
            {
                outcomes.Add(RepositoryOutcome.Failed(sight.Record, limit.Message));
            }
        });
        var options = new IngestOptions(at, IngestCause.Sweep, RepositoryDescriptors.OriginOf(organization));
        var done = await IngestAsync([.. outcomes], options, cancellationToken);
        await records.SaveAsync(
            [.. done.Outcomes.Where(outcome => outcome.Next != outcome.Before).Select(outcome => outcome.Next)],
            cancellationToken);
        var chunk = await ReportAsync(done, before, cancellationToken);
        return chunk with { Rest = unseen, RetryAfter = wait };
    }

    private ParallelOptions Options(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = limits.Calls, CancellationToken = cancellationToken };

    private async Task<(IReadOnlyList<RepositorySight> Sights, IReadOnlyList<long> Unseen, TimeSpan? Wait)> SeeAsync(
        IReadOnlyList<RepositoryRecord> looked, CancellationToken cancellationToken)
    {
        var sights = new ConcurrentBag<RepositorySight>();
        var rest = new ConcurrentBag<(long Id, TimeSpan Wait)>();
        await Parallel.ForEachAsync(looked, Options(cancellationToken), async (record, token) =>
        {
            if (!rest.IsEmpty)
            {
                rest.Add((record.Listed.Id, TimeSpan.Zero));
                return;
            }

            try
            {
                sights.Add(await eyes.SeeAsync(record, token));
            }
            catch (TransientSourceControlException limit)
            {
                rest.Add((record.Listed.Id, limit.RetryAfter ?? TimeSpan.Zero));
            }
        });
        return ([.. sights], [.. rest.Select(one => one.Id)], rest.IsEmpty ? null : rest.Max(one => one.Wait));
    }

    private async Task<(IReadOnlyList<RepositoryOutcome> Outcomes, IngestReport Report)> IngestAsync(
        IReadOnlyList<RepositoryOutcome> outcomes, IngestOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return (outcomes, await IngestTogetherAsync(outcomes, options, cancellationToken));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && outcomes.Count > 1)
        {
            Log.ChunkFailed(logger, failure, outcomes.Count, options.Origin!);
        }

        var done = new List<RepositoryOutcome>();
        var report = IngestReport.Empty;
        foreach (var outcome in outcomes)
        {
            try
            {
                report = report.Plus(await IngestTogetherAsync([outcome], options, cancellationToken));
                done.Add(outcome);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.RepositoryFailed(logger, failure, outcome.Next.Listed.Name);
                done.Add(RepositoryOutcome.Failed(outcome.Before, $"{failure.GetType().Name}: its descriptors were not stored."));
            }
        }

        return (done, report);
    }

    private async Task<IngestReport> IngestTogetherAsync(
        IReadOnlyList<RepositoryOutcome> outcomes, IngestOptions options, CancellationToken cancellationToken)
    {
        // What is there before what has gone, over all of them: a file may have moved from one to the other.
        List<SourceReading> all =
            [.. outcomes.SelectMany(outcome => outcome.Readings).OrderBy(one => one.State == SourceState.Gone)];
        return all.Count == 0 ? IngestReport.Empty : await sources.IngestAsync(all, options, cancellationToken);
    }

    private async Task<SweepChunk> ReportAsync(
        (IReadOnlyList<RepositoryOutcome> Outcomes, IngestReport Report) done,
        IReadOnlyDictionary<string, SourceManifest> before,
        CancellationToken cancellationToken)
    {
        var (outcomes, report) = done;
        var diverged = outcomes.SelectMany(outcome => outcome.Diverged).ToList();
        var after = await manifests.FindAsync(diverged, cancellationToken);
        var refs = diverged
            .SelectMany(source => new[] { before.GetValueOrDefault(source), after.GetValueOrDefault(source) })
            .SelectMany(manifest => manifest?.Entities ?? [])
            .Distinct()
            .Take(SweepChunk.Kept);
        var failed = outcomes.Where(outcome => outcome.IsFailed).Select(outcome => outcome.Next).ToList();
        PlatformMetrics.CatalogDivergence.Add(diverged.Count);
        return new(
            outcomes.Count,
            report.Stored,
            report.Unchanged,
            report.Removed,
            report.Transferred,
            report.Conflicts,
            report.Held.Count,
            report.Problems.Count,
            diverged.Count,
            [.. refs.Select(entityRef => entityRef.Canonical)],
            failed.Count,
            [.. failed.Take(SweepChunk.Kept).Select(record => SweepFailure.Of(record.Listed.Name, record.Problem!))],
            []);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Repositories} repositories of {Origin} could not be stored together; one by one.")]
        public static partial void ChunkFailed(ILogger logger, Exception exception, int repositories, string origin);

        [LoggerMessage(2, LogLevel.Warning, "The descriptors of {Repository} could not be stored; its entities stay.")]
        public static partial void RepositoryFailed(ILogger logger, Exception exception, RepositoryName repository);
    }
}
