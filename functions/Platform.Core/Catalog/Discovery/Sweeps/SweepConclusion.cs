using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Catalog.Sources;
using Platform.Core.Observability;

namespace Platform.Core.Catalog.Discovery.Sweeps;

/// <summary>
/// The end of a sweep: what is absent is counted once for all of it, so that the brake on removals sees all of it, and what was
/// verified is written down in one row.
/// </summary>
public sealed class SweepConclusion(
    IRepositoryRecords records,
    ISourceManifests manifests,
    SourceIngestor sources,
    IFreshness freshness,
    DescriptorNames names,
    ProposalPlanning proposals,
    TimeProvider clock)
{
    /// <summary>Greater than whatever a path begins with.</summary>
    private const char Last = '\uFFFD';

    /// <summary>Two complete listings without a repository, and the records of it are of no more use.</summary>
    private const int MostMisses = 2;

    public async Task<SweepReport> ConcludeAsync(SweepEnd end, CancellationToken cancellationToken)
    {
        var plan = end.Plan;
        var all = await records.ListAsync(plan.Scope.Organization, cancellationToken);
        var origin = RepositoryDescriptors.OriginOf(plan.Scope.Organization);
        var missing = await MissingAsync(plan, all, origin, cancellationToken);
        var report = missing.Count == 0
            ? IngestReport.Empty
            : await sources.IngestAsync(
                [.. missing.Select(Absent)], new(plan.At, IngestCause.Sweep, origin), cancellationToken);
        if (plan.Complete)
        {
            await freshness.RecordAsync(Verified(plan, all, origin, missing), cancellationToken);
            await records.RemoveAsync(
                [.. all.Where(record => record.Misses >= MostMisses).Select(record => record.Listed.Id)], cancellationToken);
        }

        List<RepositoryRecord> there =
        [
            .. all.Where(record => record.Misses == 0 && plan.Scope.Covers(record.Listed.Name)),
        ];
        await proposals.AfterSweepAsync(plan.Scope.Organization, plan.At, there, cancellationToken);
        var seconds = (clock.GetUtcNow() - plan.At).TotalSeconds;
        PlatformMetrics.CatalogSweep.Record(
            seconds, new KeyValuePair<string, object?>(TelemetryTags.Outcome, plan.Complete ? "complete" : "incomplete"));
        PlatformMetrics.CatalogDivergence.Add(missing.Count(IsNews));
        return Report(end, there, missing, report, seconds);
    }

    private async Task<IReadOnlyList<SourceManifest>> MissingAsync(
        SweepPlan plan, IReadOnlyList<RepositoryRecord> all, string origin, CancellationToken cancellationToken)
    {
        var byName = all.Where(record => record.Misses == 0).ToLookup(record => record.Listed.Name);
        var missing = new List<SourceManifest>();
        await foreach (var manifest in manifests.ListByOriginAsync(origin, cancellationToken))
        {
            // What a Location entity names, and what was registered by itself, is for those to judge.
            if (manifest.Parent is not null
                || RepositoryDescriptors.Parse(manifest.Source) is not var (repository, path)
                || !names.Match(path)
                || !plan.Scope.Covers(repository))
            {
                continue;
            }

            var isMissing = byName[repository].FirstOrDefault() is { } record
                ? Lacks(record, path, manifest)
                : plan is { Complete: true, Scope.Repository: null } && manifest.At < plan.At;
            if (isMissing)
            {
                missing.Add(manifest);
            }
        }

        return missing;
    }

    /// <summary>A complete list of the repository's files, younger than what is known of this one, does not have it.</summary>
    private static bool Lacks(RepositoryRecord record, string path, SourceManifest manifest) =>
        record is { Problem: null, Known: not null } && record.IsComplete
        && !record.Paths.Contains(path) && manifest.At < record.LookedAt;

    /// <summary>The second time it was told before.</summary>
    private static bool IsNews(SourceManifest manifest) => manifest.MissedListings == 0;

    private static SourceReading Absent(SourceManifest manifest) => new(
        new Descriptor(manifest.Source, manifest.Location, RepositoryDescriptors.Parse(manifest.Source)!.Value.Path),
        SourceState.Missing);

    private static VerifiedChunk Verified(
        SweepPlan plan, IReadOnlyList<RepositoryRecord> all, string origin, IReadOnlyList<SourceManifest> missing)
    {
        var prefix = plan.Scope.Repository is { } repository
            ? $"github:{repository.ToLowerInvariant()}:"
            : $"{origin}/";
        var failed = all
            .Where(record => record.Problem is not null)
            .SelectMany(record => record.Paths.Select(path => Descriptor.SourceOf(record.Listed.Name, path)))
            .Concat(missing.Select(one => one.Source))
            .Where(source => source.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return new(origin, prefix, prefix + Last, plan.At, [.. failed]);
    }

    private static SweepReport Report(
        SweepEnd end,
        List<RepositoryRecord> there,
        IReadOnlyList<SourceManifest> missing,
        IngestReport report,
        double seconds)
    {
        var (plan, total) = (end.Plan, end.Total);
        List<SourceManifest> news = [.. missing.Where(IsNews)];
        return new(
            plan.Scope.ToString(),
            plan.Complete,
            plan.Reason,
            plan.Repositories,
            there.Count(record => record.Paths.Count > 0),
            there.Count(record => record is { Paths.Count: 0, Known: not null }),
            there.Count(record => record.Listed.Archived),
            plan.Absent,
            missing.Count,
            Math.Round(seconds, 3),
            total with
            {
                Removed = total.Removed + report.Removed,
                Transferred = total.Transferred + report.Transferred,
                Held = total.Held + report.Held.Count,
                Diverged = total.Diverged + news.Count,
                DivergedRefs =
                [
                    .. total.DivergedRefs
                        .Concat(news.SelectMany(manifest => manifest.Entities).Select(entityRef => entityRef.Canonical))
                        .Distinct()
                        .Take(SweepChunk.Kept),
                ],
            });
    }
}
