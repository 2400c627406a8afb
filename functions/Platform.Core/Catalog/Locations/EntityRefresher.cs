using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <summary>Reads again what an entity comes from: its source, and the nearest location that names it.</summary>
public sealed class EntityRefresher(
    ICatalogReader catalog,
    ISourceManifests manifests,
    IRegisteredLocations locations,
    LocationRefresher refresher,
    LocationReader reader,
    LocationAddresses addresses,
    SourceIngestor sources,
    TimeProvider clock)
{
    public const string NotFound = "entity-not-found";
    public const string NotReadable = "entity-source-not-readable";

    public async Task<Result<RefreshOutcome>> RefreshAsync(
        EntityRef entityRef, string by, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(entityRef, cancellationToken) is not { } entity)
        {
            return Missing(entityRef);
        }

        var id = RegisteredLocation.IdOf(entity.Source);
        var manifest = await manifests.FindAsync(entity.Source, cancellationToken);
        id ??= RegisteredLocation.IdOf(manifest?.Origin);
        if (id is not null && await locations.FindAsync(id, cancellationToken) is { } location)
        {
            var forced = new HashSet<string> { entity.Source, manifest?.Parent ?? location.Source };
            return await refresher.RefreshAsync(location, by, forced, cancellationToken);
        }

        var parent = manifest?.Parent is { } named ? await manifests.FindAsync(named, cancellationToken) : null;
        var own = manifest is null ? null : LocationStart.Of(manifest, addresses);
        if ((parent is { IsGone: false } ? LocationStart.Of(parent, addresses) ?? own : own) is { } start)
        {
            var forced = new HashSet<string> { entity.Source, start.Target.Mention.Source };
            return await ReadAsync(start with { Forced = forced }, by, cancellationToken);
        }

        return new Problem(
            NotReadable,
            $"'{entityRef}' was sent by a message from {entity.Source}, and can't be read again.",
            "entityRef",
            entityRef.Canonical,
            "an entity that was read in a repository or at an address");
    }

    public static Problem Missing(EntityRef entityRef) => new(
        NotFound, $"No entity found with ref '{entityRef}'.", "entityRef", entityRef.Canonical,
        "the reference of an entity in the catalog");

    private async Task<RefreshOutcome> ReadAsync(LocationStart start, string by, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var contents = await reader.ReadAsync(start, cancellationToken);
        var options = new IngestOptions(at, IngestCause.Refresh, start.Origin) { By = by };
        var report = await sources.IngestAsync(contents.Readings, options, cancellationToken);
        return new(
            report with { Problems = [.. report.Problems, .. contents.Problems.Except(report.Problems)] }, contents.RetryAfter);
    }
}
