using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Locations;

/// <summary>Where the reading of a location begins.</summary>
/// <param name="Origin">What the sources belong to, as <see cref="IngestOptions.Origin"/>.</param>
/// <param name="Registered">The registered location, <c>type:target</c>; null where a descriptor was found by itself.</param>
/// <param name="Parent">The source whose Location entity names the target.</param>
public sealed record LocationStart(string Origin, string? Registered, string? Parent, LocationTarget Target)
{
    /// <value>Also what the host says has not changed is read.</value>
    public bool IsForced { get; init; }

    /// <value>Sources that are read even so.</value>
    public IReadOnlySet<string> Forced { get; init; } = new HashSet<string>();

    /// <value>Tags of earlier answers, by source.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Where a source is read again by itself.</summary>
    /// <returns>Null for what came with a message, and can't be read.</returns>
    public static LocationStart? Of(SourceManifest manifest, LocationAddresses addresses)
    {
        const string url = "url:";
        if (manifest.Origin is null || !manifest.Location.StartsWith(url, StringComparison.Ordinal))
        {
            return null;
        }

        var target = manifest.Location[url.Length..];
        var address = addresses.Resolve(target, from: null);
        return address.IsOk
            ? new(
                manifest.Origin, Registered: null, manifest.Parent,
                new(target, address.Value, new(manifest.Source, string.Empty)))
            : null;
    }
}

/// <summary>What a location leads to, directly and by others.</summary>
/// <param name="Readings">Each source once, in the order in which they are named.</param>
/// <param name="Problems">Of targets, by the source that names them; those of a source that was read stand with it too.</param>
/// <param name="Tags">By source, for the next reading.</param>
/// <param name="Watched">A push there may change what the location leads to.</param>
/// <param name="RetryAfter">Something failed that may pass by itself; how long to wait at least.</param>
public sealed record LocationContents(
    IReadOnlyList<SourceReading> Readings,
    IReadOnlyList<LocatedProblem> Problems,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<WatchedPath> Watched,
    TimeSpan? RetryAfter);

/// <param name="Repository"><c>owner/name</c> in lower case.</param>
/// <param name="Path">May be a glob.</param>
public sealed record WatchedPath(string Repository, string Branch, string Path);

public sealed record LocationLimits
{
    /// <value>Locations that name locations.</value>
    public int MaxDepth { get; init; } = 10;

    public int MaxFiles { get; init; } = 5000;

    /// <value>Characters of everything that one location brings.</value>
    public long MaxCharacters { get; init; } = 64L * 1024 * 1024;

    /// <value>Calls at a time: the host minds many at once.</value>
    public int Concurrency { get; init; } = 6;
}
