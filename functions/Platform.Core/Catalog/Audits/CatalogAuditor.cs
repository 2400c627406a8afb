using System.Globalization;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Sources;
using Platform.Core.Observability;

namespace Platform.Core.Catalog.Audits;

/// <summary>
/// Makes the index again from the tables and compares with it what is derived from them: the feeds, the snapshot, the index in
/// memory, and the manifests. What changes during the comparison is left to the next one.
/// </summary>
public sealed partial class CatalogAuditor(
    ICatalogFeed feed,
    IndexLoader loader,
    CatalogIndex live,
    ISourceManifests manifests,
    ICatalogAudits audits,
    TimeProvider clock,
    ILogger<CatalogAuditor> logger)
{
    public async Task<CatalogAudit> RunAsync(CancellationToken cancellationToken)
    {
        var (begun, at) = (clock.GetTimestamp(), clock.GetUtcNow());
        var heads = await feed.HeadsAsync(cancellationToken);
        var divergences = new List<AuditDivergence>();
        var (truth, _) = await loader.ScanAsync(cancellationToken);
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            divergences.AddRange(await FeedAudit.OfAsync(feed, bucket, heads[bucket], cancellationToken));
        }

        var (restored, _, snapshotAt) = await loader.LoadAsync(cancellationToken);
        if (snapshotAt != CatalogPosition.Start)
        {
            divergences.AddRange(IndexComparison.Of(truth, restored, DivergenceKinds.Snapshot));
        }

        // An instance that nobody reads from has nothing in memory, and this must not put it there.
        var isLoaded = live.Loaded is not null;
        if (isLoaded)
        {
            await live.ReadAsync(heads, cancellationToken);
            divergences.AddRange(IndexComparison.Of(truth, live.Loaded!.Index, DivergenceKinds.Index));
        }

        divergences.AddRange(await ManifestAudit.OfAsync(manifests, truth, cancellationToken));
        var changed = await ChangedSinceAsync(heads, cancellationToken);
        var left = changed.Count == 0 ? divergences : divergences.FindAll(divergence => !changed.Contains(divergence.Subject));
        var audit = new CatalogAudit(
            at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture),
            at,
            clock.GetElapsedTime(begun).TotalSeconds,
            truth.Count,
            isLoaded,
            left.Count,
            [.. left.Take(CatalogAudit.Kept)]);
        await audits.AddAsync(audit, cancellationToken);
        PlatformMetrics.CatalogAuditDivergence.Record(audit.Total);
        Log.Audited(logger, audit.Entities, audit.Total);
        return audit;
    }

    /// <returns>References; and, when anything changed at all, the subjects that any change makes uncertain.</returns>
    private async Task<HashSet<string>> ChangedSinceAsync(CatalogPosition heads, CancellationToken cancellationToken)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var now = await feed.HeadsAsync(cancellationToken);
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            if (now[bucket] == heads[bucket])
            {
                continue;
            }

            changed.UnionWith(IndexComparison.Keys);
            var rows = feed.ListAsync(bucket, cancellationToken).Where(row => row.Position > heads[bucket]);
            await foreach (var row in rows)
            {
                changed.Add(row.Ref);
            }
        }

        return changed;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Audited {Entities} entities of the catalog: {Divergences} divergences.")]
        public static partial void Audited(ILogger logger, int entities, int divergences);
    }
}
