using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Index;

/// <summary>When entities were last found to be as their sources say.</summary>
internal sealed class VerifiedTimes(IReadOnlyList<VerifiedChunk> chunks)
{
    public static VerifiedTimes None { get; } = new([]);

    private readonly ILookup<string, VerifiedChunk> _byOrigin = chunks.ToLookup(chunk => chunk.Origin, StringComparer.Ordinal);

    public DateTimeOffset Of(IndexEntry entry)
    {
        var latest = entry.At;
        if (entry.Origin is not null)
        {
            foreach (var chunk in _byOrigin[entry.Origin])
            {
                latest = chunk.At > latest && chunk.Covers(entry.Source) ? chunk.At : latest;
            }
        }

        return latest;
    }
}
