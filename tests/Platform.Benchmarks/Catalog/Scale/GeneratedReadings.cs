using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog.Generation;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>A generated catalog as its files, in calls as big as a sweep's.</summary>
internal static class GeneratedReadings
{
    public const int PerCall = 500;

    public static readonly DateTimeOffset Begun = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Made before the clock runs.</summary>
    public static IReadOnlyList<IReadOnlyList<SourceReading>> Of(CatalogGenerator catalog) =>
        [.. catalog.All().Select(Read).Chunk(PerCall)];

    /// <summary>As a sweep finds them that knows their tags: there is nothing to read.</summary>
    public static IReadOnlyList<IReadOnlyList<SourceReading>> Unchanged(CatalogGenerator catalog) =>
        [.. catalog.All().Select(Read).Select(read => read with { State = SourceState.Unchanged, Text = null }).Chunk(PerCall)];

    public static SourceReading Read(GeneratedEntity entity)
    {
        var text = entity.Text;
        return new(entity.Descriptor, SourceState.Read, text, ContentTag: ContentHash.Of(text));
    }

    public static IngestOptions Options(int minutes) =>
        new(Begun.AddMinutes(minutes), IngestCause.Sweep, "github:acme");
}
