using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>What a look at a source came to.</summary>
public enum SourceState
{
    /// <summary>The text was read.</summary>
    Read,

    /// <summary>The content's tag is the one of the manifest: nothing but the moment of the look is news.</summary>
    Unchanged,

    /// <summary>It could not be read; what it described before stays.</summary>
    Failed,

    /// <summary>Proved to be gone, by an explicit event such as a push that removed the file.</summary>
    Gone,

    /// <summary>Absent from one complete listing of its origin. The second one in a row proves that it is gone.</summary>
    Missing,

    /// <summary>
    /// Its parent Location was read completely and names it no more. Its entities are orphans first; the second time they go,
    /// if the setting says so.
    /// </summary>
    Orphaned,
}

/// <summary>One descriptor as it was found, or as it was not found.</summary>
/// <param name="Text">Only of a source that was read.</param>
/// <param name="Problems">Why it could not be read; of one that was read, what is wrong with what it leads to.</param>
/// <param name="ContentTag">The blob's sha or the answer's ETag; null when there is none, and then nothing is ever
/// unchanged.</param>
public sealed record SourceReading(
    Descriptor Descriptor,
    SourceState State,
    string? Text = null,
    IReadOnlyList<Problem>? Problems = null,
    string? ContentTag = null)
{
    /// <value>The source of the Location entity that names this one; null for what was registered or discovered.</value>
    public string? Parent { get; init; }

    public string Source => Descriptor.Source;
}
