using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Index;

/// <summary>When entities were last found to be as their sources say.</summary>
internal sealed class VerifiedTimes
{
    private const string Repositories = "github:";

    private readonly VerifiedChunk[] _chunks;
    private readonly string[] _furthest;

    /// <param name="chunks">Thousands, of which hardly any overlap.</param>
    public VerifiedTimes(IEnumerable<VerifiedChunk> chunks)
    {
        _chunks = [.. chunks.OrderBy(chunk => chunk.FromSource, StringComparer.Ordinal)];
        _furthest = new string[_chunks.Length];
        var furthest = string.Empty;
        for (var i = 0; i < _chunks.Length; i++)
        {
            furthest = string.CompareOrdinal(_chunks[i].ToSource, furthest) > 0 ? _chunks[i].ToSource : furthest;
            _furthest[i] = furthest;
        }
    }

    public static VerifiedTimes None { get; } = new([]);

    public DateTimeOffset Of(IndexEntry entry) => Of(entry.Source, entry.At);

    /// <param name="at">When the description became true.</param>
    public DateTimeOffset Of(string source, DateTimeOffset at)
    {
        var latest = at;
        for (var i = LastFrom(source); i >= 0 && string.CompareOrdinal(_furthest[i], source) >= 0; i--)
        {
            var chunk = _chunks[i];
            latest = chunk.At > latest && chunk.Covers(source) && IsOfOrigin(chunk, source) ? chunk.At : latest;
        }

        return latest;
    }

    /// <summary>
    /// Between two sources of one origin there may be some of another. A repository's name says whose it is; of other origins
    /// only the ends are certain.
    /// </summary>
    private static bool IsOfOrigin(VerifiedChunk chunk, string source) =>
        source == chunk.FromSource || source == chunk.ToSource
        || (chunk.Origin.StartsWith(Repositories, StringComparison.Ordinal)
            && source.Length > chunk.Origin.Length
            && source[chunk.Origin.Length] == '/'
            && source.StartsWith(chunk.Origin, StringComparison.OrdinalIgnoreCase));

    private int LastFrom(string source)
    {
        var (low, high) = (0, _chunks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_chunks[middle].FromSource, source) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
