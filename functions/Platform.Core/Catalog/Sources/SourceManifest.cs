namespace Platform.Core.Catalog.Sources;

/// <summary>What one source has put into the catalog.</summary>
/// <param name="Location">For people and for Backstage's annotations: <c>type:target</c>.</param>
/// <param name="Origin">As in <see cref="IngestOptions.Origin"/>; the last one that is known.</param>
/// <param name="Parent">The source of the Location entity that names it.</param>
/// <param name="ContentTag">Of the last reading that was taken over completely; null when the next one has to be read whatever
/// its tag.</param>
/// <param name="At">The time of the last reading; an older one is ignored.</param>
/// <param name="Cause">Why that reading was made.</param>
/// <param name="Entities">What it describes, or has described and not let go yet.</param>
/// <param name="RefreshKeys">Texts beside the source that were read for it, <c>url:https://…</c>.</param>
/// <param name="MissedListings">Complete listings in a row that did not have it.</param>
public sealed record SourceManifest(
    string Source,
    string Location,
    string? Origin,
    string? Parent,
    string? ContentTag,
    DateTimeOffset At,
    string Cause,
    IReadOnlyList<EntityRef> Entities,
    IReadOnlyList<string> RefreshKeys,
    int MissedListings)
{
    /// <value>The source is gone. The manifest stays, so that an old reading of it that arrives late is known to be old.</value>
    public bool IsGone { get; init; }

    /// <value>
    /// The registered location, <c>type:target</c>, that brings it. Only reading that location changes it: a push to the file, or
    /// finding it by itself, makes it nobody else's.
    /// </value>
    public string? Registered { get; init; }

    /// <value>Since when its parent names it no more.</value>
    public DateTimeOffset? OrphanedAt { get; init; }

    public bool IsOrphaned => OrphanedAt is not null;

    /// <value>The time of the listing that missed it last.</value>
    public DateTimeOffset? MissedAt { get; init; }

    /// <value>Some of its entities would be gone, had the removal not been held.</value>
    public bool HasHeld { get; init; }

    /// <value>
    /// A call is changing its entities, or died while it did; <see cref="Entities"/> has both what was and what will be.
    /// </value>
    public bool IsPending { get; init; }

    /// <value>Which version of the stored manifest this is; null when there is none.</value>
    public string? Version { get; init; }

    /// <value>How many problems its last reading had.</value>
    public int Problems { get; init; }
}

/// <summary>Reads the manifests; only ingestion writes them.</summary>
public interface ISourceManifests
{
    Task<SourceManifest?> FindAsync(string source, CancellationToken cancellationToken);

    /// <summary>Those that are there, by source.</summary>
    Task<IReadOnlyDictionary<string, SourceManifest>> FindAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancellationToken);

    /// <summary>Without those that are gone, in no order.</summary>
    IAsyncEnumerable<SourceManifest> ListByOriginAsync(string origin, CancellationToken cancellationToken);

    /// <summary>All that are not gone, in no order.</summary>
    IAsyncEnumerable<SourceManifest> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sources whose placeholders read that text, <c>url:https://…</c>.</summary>
    Task<IReadOnlyList<SourceManifest>> ListByRefreshKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>Sources that a Location entity of this source names, or has named until now.</summary>
    Task<IReadOnlyList<SourceManifest>> ListByParentAsync(string source, CancellationToken cancellationToken);
}
