using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Locations;

/// <summary>What is found without any location: descriptors on the default branches of some owners' repositories.</summary>
public sealed record DiscoveredSources(IReadOnlyList<string> Organizations, DescriptorNames Names)
{
    private const string Prefix = "github:";

    /// <returns>What the source belongs to when no location leads to it; null when nobody would find it.</returns>
    public string? OriginOf(string source)
    {
        // Sources of other branches have an '@' in their second part.
        var parts = source.Split(':', 3);
        return source.StartsWith(Prefix, StringComparison.Ordinal)
            && parts is [_, var repository, var path]
            && !repository.Contains('@')
            && Names.Match(path)
            && Organizations.FirstOrDefault(owner => repository.StartsWith(
                owner + "/", StringComparison.OrdinalIgnoreCase)) is { } found
                ? Prefix + found.ToLowerInvariant()
                : null;
    }
}

/// <summary>Gives back what was found by itself, or would be, when no location leads to it any more.</summary>
public sealed class LocationReturn(LocationReader reader, LocationAddresses addresses, SourceIngestor sources)
{
    public async Task<RefreshOutcome> ReturnAsync(
        RefreshOutcome outcome,
        IReadOnlyList<(SourceManifest Manifest, string Origin)> returned,
        IngestOptions options,
        CancellationToken cancellationToken)
    {
        foreach (var same in returned.GroupBy(one => one.Origin, one => one.Manifest))
        {
            List<SourceReading> readings = [];
            var retryAfter = outcome.RetryAfter;
            foreach (var start in same.Select(manifest => LocationStart.Of(manifest, addresses)).OfType<LocationStart>())
            {
                var contents = await reader.ReadAsync(
                    start with { Origin = same.Key, Parent = null, IsForced = true }, cancellationToken);
                readings.AddRange(contents.Readings);
                retryAfter = contents.RetryAfter ?? retryAfter;
            }

            var report = await sources.IngestAsync(readings, options with { Origin = same.Key }, cancellationToken);
            outcome = new(outcome.Report.Plus(report), retryAfter);
        }

        return outcome;
    }
}
