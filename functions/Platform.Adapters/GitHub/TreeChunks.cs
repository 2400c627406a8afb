using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>
/// Cuts a commit's files into tree requests of at most 500 entries and 5 MB of text. Each tree is the base of the next, so that
/// the last one holds all files.
/// </summary>
internal static class TreeChunks
{
    public const int MaxEntries = 500;
    public const int MaxTextBytes = 5 * 1024 * 1024;

    public static IEnumerable<IReadOnlyList<CommitEntry>> Of(IEnumerable<CommitEntry> entries)
    {
        var chunk = new List<CommitEntry>();
        var bytes = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            var size = entry.Text is { } text ? System.Text.Encoding.UTF8.GetByteCount(text) : 0;
            if (chunk.Count > 0 && (chunk.Count == MaxEntries || bytes + size > MaxTextBytes))
            {
                yield return chunk;
                chunk = [];
                bytes = 0;
            }

            chunk.Add(entry);
            bytes += size;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }
}
