using System.Text;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.People;

/// <summary>Some entities of a directory: a source of its own, with a manifest of its own.</summary>
/// <param name="Tag">Of the text, and of the form in which it is written.</param>
internal sealed record PeopleChunk(Descriptor Descriptor, string Text, string Tag);

/// <summary>
/// Cuts a directory into sources that are small enough to be read. An entity's chunk depends on its own name and, where a chunk
/// is full, on the chunk's others: whoever comes or goes changes one of them.
/// </summary>
internal static class PeopleChunks
{
    // A file has at most 500 documents and 1 MiB.
    private const int MostEntities = 400;
    private const int MostBytes = 900 * 1024;

    // 16 chunks for each kind at first: few sources for a small organisation, and for 6,400 users still no split.
    private const int FirstDigits = 1;
    private const int MostDigits = 32;

    private const string Form = "1:";

    public static IReadOnlyList<PeopleChunk> Of(string origin, IEnumerable<PeopleEntity> entities) =>
    [
        .. from kind in entities.Select(Write).GroupBy(one => one.Kind)
           from chunk in Cut([.. kind], FirstDigits)
           orderby chunk.Key
           select ChunkOf(origin, $"{kind.Key.ToLowerInvariant()}s/{chunk.Key}", chunk.Value),
    ];

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<Written>>> Cut(IReadOnlyList<Written> entities, int digits)
    {
        foreach (var same in entities.GroupBy(one => one.Hash[..digits]))
        {
            Written[] chunk = [.. same];
            if (digits == MostDigits || (chunk.Length <= MostEntities && chunk.Sum(one => one.Bytes) <= MostBytes))
            {
                yield return new(same.Key, chunk);
                continue;
            }

            foreach (var part in Cut(chunk, digits + 1))
            {
                yield return part;
            }
        }
    }

    private static PeopleChunk ChunkOf(string origin, string name, IEnumerable<Written> entities)
    {
        var source = $"{origin}/{name}";
        var text = string.Join("\n---\n", entities.OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => one.Text));
        return new(new(source, source, name) { IsFromDirectory = true }, text, Form + ContentHash.Of(text));
    }

    private static Written Write(PeopleEntity entity)
    {
        var text = entity.Body.ToJsonString(PlatformJson.Options);
        var name = entity.Name.ToLowerInvariant();
        return new(entity.Kind, name, ContentHash.Of(name), text, Encoding.UTF8.GetByteCount(text));
    }

    private sealed record Written(string Kind, string Name, string Hash, string Text, int Bytes);
}
