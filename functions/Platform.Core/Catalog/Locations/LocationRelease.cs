using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Lets go what a location brought that is registered no more: what another location leads to is brought by that one, what was
/// found by itself stays as that, and the rest is removed.
/// </summary>
public sealed class LocationRelease(
    LocationReader reader,
    LocationAddresses addresses,
    ILocationHoldings holdings,
    LocationSharing sharing,
    ISourceManifests manifests,
    SourceIngestor sources,
    IQueueSender queues,
    TimeProvider clock)
{
    public async Task<RefreshOutcome> ReleaseAsync(string id, string by, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var source = RegisteredLocation.SourceOf(id);
        var held = await holdings.FindAsync(id, cancellationToken);
        var former = held.Sources.ToDictionary(one => one.Source, one => one.FormerOrigin);
        List<SourceReading> gone = [new(new Descriptor(source, source, source), SourceState.Gone)];
        List<SourceManifest> kept = [];
        HashSet<string> others = [];
        await foreach (var manifest in manifests.ListByOriginAsync(source, cancellationToken))
        {
            if (manifest.Source == source)
            {
                continue;
            }

            if (await sharing.HolderAsync(manifest.Source, id, cancellationToken) is { } other)
            {
                others.Add(other);
            }
            else if (former.GetValueOrDefault(manifest.Source) is not null)
            {
                kept.Add(manifest);
            }
            else
            {
                gone.Add(new(new Descriptor(manifest.Source, manifest.Location, manifest.Location), SourceState.Gone));
            }
        }

        // Somebody asked for exactly this, so the brake on many removals at once is not for it.
        var options = new IngestOptions(at, IngestCause.Location) { By = by, Reason = source, IsConfirmed = true };
        var outcome = new RefreshOutcome(await sources.IngestAsync(gone, options, cancellationToken));
        foreach (var origin in kept.GroupBy(manifest => former[manifest.Source]!))
        {
            outcome = await GiveBackAsync(outcome, [.. origin], options with { Origin = origin.Key }, cancellationToken);
        }

        foreach (var other in others.Order(StringComparer.Ordinal))
        {
            await new RefreshMessage($"share-{other}-{at:yyyyMMddTHHmmssfff}", other)
                .SendAsync(queues, TimeSpan.Zero, cancellationToken);
        }

        if (outcome.RetryAfter is null)
        {
            await holdings.RemoveAsync(id, cancellationToken);
        }

        return outcome;
    }

    private async Task<RefreshOutcome> GiveBackAsync(
        RefreshOutcome outcome,
        IReadOnlyList<SourceManifest> kept,
        IngestOptions options,
        CancellationToken cancellationToken)
    {
        List<SourceReading> readings = [];
        var retryAfter = outcome.RetryAfter;
        foreach (var manifest in kept)
        {
            if (LocationStart.Of(manifest, addresses) is { } start)
            {
                var contents = await reader.ReadAsync(
                    start with { Origin = options.Origin!, IsForced = true }, cancellationToken);
                readings.AddRange(contents.Readings);
                retryAfter = contents.RetryAfter ?? retryAfter;
            }
        }

        var report = await sources.IngestAsync(readings, options, cancellationToken);
        return new(outcome.Report.Plus(report), retryAfter);
    }
}
