using System.Text.Json.Nodes;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <param name="Parents">The Location entities that brought it into the catalog; none for what was found by itself.</param>
public sealed record Ancestor(EntityRef Ref, IReadOnlyList<EntityRef> Parents);

/// <summary>What there is of entities while their ancestry is looked for.</summary>
public interface IAncestryEntities
{
    /// <returns>Null for an entity that is not in the catalog.</returns>
    string? SourceOf(EntityRef entityRef);

    /// <summary>Of an entity that is there.</summary>
    ValueTask<JsonObject> BodyOfAsync(EntityRef entityRef, CancellationToken cancellationToken);
}

/// <summary>Finds the Location entities by which an entity came into the catalog, and those by which they did.</summary>
public sealed class EntityAncestry(ISourceManifests manifests, LocationAddresses addresses)
{
    /// <summary>More than any chain of locations can be long.</summary>
    private const int Most = 100;

    /// <returns>The entity first, then its parents, and so on.</returns>
    public async Task<IReadOnlyList<Ancestor>> FindAsync(
        EntityRef root, IAncestryEntities entities, CancellationToken cancellationToken)
    {
        List<Ancestor> found = [];
        HashSet<EntityRef> seen = [root];
        List<EntityRef> level = [root];
        while (level.Count > 0 && found.Count < Most)
        {
            List<EntityRef> next = [];
            foreach (var (entityRef, parents) in await ParentsAsync(level, entities, cancellationToken))
            {
                found.Add(new(entityRef, parents));
                next.AddRange(parents.Where(seen.Add));
            }

            level = next;
        }

        return found;
    }

    private async Task<IReadOnlyList<(EntityRef Ref, IReadOnlyList<EntityRef> Parents)>> ParentsAsync(
        IReadOnlyList<EntityRef> level, IAncestryEntities entities, CancellationToken cancellationToken)
    {
        var sources = level.ToDictionary(entityRef => entityRef, entities.SourceOf);
        var own = await manifests.FindAsync([.. sources.Values.OfType<string>().Distinct()], cancellationToken);
        var above = await manifests.FindAsync(
            [.. own.Values.Select(manifest => manifest.Parent).OfType<string>().Distinct()], cancellationToken);
        var found = new List<(EntityRef, IReadOnlyList<EntityRef>)>();
        foreach (var (entityRef, source) in sources)
        {
            var manifest = source is null ? null : own.GetValueOrDefault(source);
            var parent = manifest?.Parent is { } named ? above.GetValueOrDefault(named) : null;
            found.Add((entityRef, manifest is null || parent is null
                ? [] : await NamingAsync(parent, manifest, entities, cancellationToken)));
        }

        return found;
    }

    /// <summary>A file may hold several locations; those that name the other file are its parents.</summary>
    private async Task<IReadOnlyList<EntityRef>> NamingAsync(
        SourceManifest parent, SourceManifest child, IAncestryEntities entities, CancellationToken cancellationToken)
    {
        List<EntityRef> locations =
        [
            .. parent.Entities.Where(one => string.Equals(one.Kind, LocationDocument.Kind, StringComparison.OrdinalIgnoreCase)
                && entities.SourceOf(one) == parent.Source),
        ];
        if (locations.Count < 2)
        {
            return locations;
        }

        List<EntityRef> naming = [];
        foreach (var location in locations)
        {
            var body = await entities.BodyOfAsync(location, cancellationToken);
            var document = new SourceDocument(
                parent.Location, 0, new(parent.Location, 1, 1), body, new Dictionary<string, SourcePlace>());
            var targets = LocationDocument.Is(document)
                ? LocationDocument.Read(document, DescriptorOf(parent), addresses).Targets : [];
            if (targets.Any(target => LeadsTo(target.Address, child)))
            {
                naming.Add(location);
            }
        }

        return naming.Count > 0 ? naming : locations;
    }

    private bool LeadsTo(TargetAddress target, SourceManifest child) => (target.Repository, FileOf(child)) switch
    {
        ({ } named, { } file) => named.Repository.Equals(file.Repository)
            && named.Candidates.Any(candidate => candidate.IsGlob
                ? GlobPattern.Parse(candidate.Path).IsMatch(file.Path) : candidate.Path == file.Path),
        (null, null) => $"url:{target.Url}" == child.Source,
        _ => false,
    };

    private Descriptor DescriptorOf(SourceManifest manifest) =>
        new(manifest.Source, manifest.Location, manifest.Location, FileOf(manifest));

    /// <returns>Null for what is no file of a repository.</returns>
    private DescriptorFile? FileOf(SourceManifest manifest)
    {
        const string url = "url:";
        if (!manifest.Location.StartsWith(url, StringComparison.Ordinal)
            || addresses.Resolve(manifest.Location[url.Length..], from: null).Value?.Repository is not { } named)
        {
            return null;
        }

        // Where the branch ends can't be seen in the address, but in the source.
        var candidate = named.Candidates.FirstOrDefault(
            one => manifest.Source.EndsWith($":{one.Path}", StringComparison.Ordinal)) ?? named.Candidates[0];
        return new(
            named.Repository, candidate.Reference, candidate.Path, new Uri(manifest.Location[url.Length..]), candidate.Reference);
    }
}
