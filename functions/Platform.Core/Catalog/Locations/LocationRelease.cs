using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Lets go what a location brought that is registered no more: what another location leads to is brought by that one, what was
/// found by itself stays as that, and the rest is removed.
/// </summary>
public sealed class LocationRelease(
    LocationReturn returning,
    DiscoveredSources discovered,
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
        List<(SourceManifest Manifest, string Origin)> returned = [];
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
            else if ((former.GetValueOrDefault(manifest.Source) ?? discovered.OriginOf(manifest.Source)) is { } origin)
            {
                returned.Add((manifest, origin));
            }
            else
            {
                gone.Add(new(new Descriptor(manifest.Source, manifest.Location, manifest.Location), SourceState.Gone));
            }
        }

        // Somebody asked for exactly this, so the brake on many removals at once is not for it.
        var options = new IngestOptions(at, IngestCause.Location) { By = by, Reason = source, IsConfirmed = true };
        var outcome = new RefreshOutcome(await sources.IngestAsync(gone, options, cancellationToken));
        outcome = await returning.ReturnAsync(outcome, returned, options, cancellationToken);
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
}
