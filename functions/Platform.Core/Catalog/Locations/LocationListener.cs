using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>A Location entity that came by itself, as by a push, has what it leads to read.</summary>
public sealed class LocationListener(ISourceManifests manifests, IQueueSender queues) : ICatalogListener
{
    public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken)
    {
        foreach (var entity in results.Where(LeadsOn).Select(result => result.Write.Entity))
        {
            // What a registered location brings is read with it, as often as it is read.
            if (RegisteredLocation.IdOf((await manifests.FindAsync(entity.Source, cancellationToken))?.Origin) is not null)
            {
                continue;
            }

            // Nobody waits for it, and the content says which of two is meant.
            var id = $"location-{ContentHash.Of($"{entity.Ref} {entity.Etag}")[..32]}";
            await new RefreshMessage(id, EntityRef: entity.Ref.Canonical).SendAsync(queues, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>What was registered is read by whoever registers it.</summary>
    private static bool LeadsOn(CatalogWriteResult result) =>
        result.Outcome == CatalogWriteOutcome.Stored
        && string.Equals(result.Write.Entity.Ref.Kind, LocationDocument.Kind, StringComparison.OrdinalIgnoreCase)
        && RegisteredLocation.IdOf(result.Write.Entity.Source) is null;
}
