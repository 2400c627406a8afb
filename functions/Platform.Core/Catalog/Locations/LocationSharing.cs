using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Locations;

/// <param name="Own">Readings that this location brings into the catalog.</param>
/// <param name="Held">What it leads to, whoever brings it.</param>
/// <param name="TakenBy">Locations that lead to what this one has let go.</param>
/// <param name="Returned">What goes back to being found by itself.</param>
public sealed record LocationShare(
    IReadOnlyList<SourceReading> Own,
    IReadOnlyList<HeldSource> Held,
    IReadOnlyList<string> TakenBy,
    IReadOnlyList<(SourceManifest Manifest, string Origin)> Returned);

/// <summary>
/// Several locations may lead to the same source. The first of them brings it, so that its annotations don't change to and fro;
/// the source stays as long as any of them leads to it.
/// </summary>
public sealed class LocationSharing(
    IRegisteredLocations locations, ILocationHoldings holdings, ISourceManifests manifests, DiscoveredSources discovered)
{
    public async Task<LocationShare> DivideAsync(
        RegisteredLocation location,
        LocationHoldings before,
        IReadOnlyList<SourceReading> readings,
        CancellationToken cancellationToken)
    {
        var known = await manifests.FindAsync([.. readings.Select(reading => reading.Source)], cancellationToken);
        Dictionary<string, LocationHoldings?> others = [];
        List<SourceReading> own = [];
        List<HeldSource> held = [];
        HashSet<string> takenBy = [];
        List<(SourceManifest, string)> returned = [];
        foreach (var reading in readings)
        {
            var manifest = known.GetValueOrDefault(reading.Source);
            var former = before.Sources.FirstOrDefault(source => source.Source == reading.Source)?.FormerOrigin;
            if (reading.State is SourceState.Missing or SourceState.Orphaned)
            {
                if (manifest?.Origin == location.Source)
                {
                    if (await HolderAsync(reading.Source, location.Id, cancellationToken) is { } next)
                    {
                        takenBy.Add(next);
                    }
                    else if (reading.State == SourceState.Orphaned
                        && (former ?? discovered.OriginOf(reading.Source)) is { } origin)
                    {
                        returned.Add((manifest, origin));
                    }
                    else
                    {
                        own.Add(reading);
                    }
                }

                continue;
            }

            held.Add(new(reading.Source, former ?? FormerOf(manifest)));
            if (!await IsOthersAsync(manifest, location.Id, others, cancellationToken))
            {
                own.Add(reading);
            }
        }

        return new(own, held, [.. takenBy.Order(StringComparer.Ordinal)], returned);
    }

    /// <returns>A registered location that leads to the source; null when there is none but this one.</returns>
    public async Task<string?> HolderAsync(string source, string except, CancellationToken cancellationToken)
    {
        foreach (var location in await locations.ListAsync(cancellationToken))
        {
            if (location.Id != except && (await holdings.FindAsync(location.Id, cancellationToken)).Holds(source))
            {
                return location.Id;
            }
        }

        return null;
    }

    private async Task<bool> IsOthersAsync(
        SourceManifest? manifest,
        string id,
        Dictionary<string, LocationHoldings?> others,
        CancellationToken cancellationToken)
    {
        if (manifest is null or { IsGone: true } || RegisteredLocation.IdOf(manifest.Origin) is not { } other || other == id)
        {
            return false;
        }

        if (!others.TryGetValue(other, out var theirs))
        {
            others[other] = theirs = await locations.FindAsync(other, cancellationToken) is null
                ? null : await holdings.FindAsync(other, cancellationToken);
        }

        return theirs?.Holds(manifest.Source) == true;
    }

    /// <summary>What was found by itself goes back to being that when no location leads to it any more.</summary>
    private static string? FormerOf(SourceManifest? manifest) =>
        manifest is { IsGone: false, Origin: { } origin } && RegisteredLocation.IdOf(origin) is null ? origin : null;
}
