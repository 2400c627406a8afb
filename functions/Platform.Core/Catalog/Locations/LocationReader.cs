using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Locations;

/// <summary>
/// Reads what a location leads to: files and globs of repositories, addresses elsewhere, and what the Location entities in them
/// lead to. Each source is read once, so that locations which name one another come to an end. What can't be read is a problem
/// of its own and keeps nothing else from being read.
/// </summary>
public sealed class LocationReader(
    IRepositoryReading repositories,
    IWebTexts web,
    IDocumentReader documents,
    LocationAddresses addresses,
    IAllowRules rules,
    ISourceManifests manifests,
    LocationLimits? limits = null)
{
    public async Task<LocationContents> ReadAsync(LocationStart start, CancellationToken cancellationToken)
    {
        var walk = new LocationWalk(
            start,
            new(repositories, web, start.Registered),
            new(documents, addresses, rules),
            repositories,
            manifests,
            limits ?? new());
        return await walk.RunAsync(cancellationToken);
    }
}
