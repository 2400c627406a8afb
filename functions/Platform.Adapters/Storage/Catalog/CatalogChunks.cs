using Platform.Core.Catalog.Claims;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// The changes of a bucket in batches. A batch has at most 100 rows and 4 MiB. Each entity has a row; the feed and the head have
/// one more. The client escapes what is not plain ASCII with six characters each, and puts some 2 KB around a row.
/// </summary>
internal static class CatalogChunks
{
    private const int MostEntities = 98;
    private const int MostBytes = 3 * 1024 * 1024;
    private const int AroundRow = 4 * 1024;

    /// <summary>
    /// A list of claims, or the body of a claimant that becomes the holder, escaped at its worst, is no longer.
    /// </summary>
    private const int AroundClaims = 6 * 32 * 1024;

    /// <returns>In the order of the keys, so that each batch reads a narrow range.</returns>
    public static IEnumerable<IReadOnlyList<EntityChange>> Of(IEnumerable<EntityChange> changes)
    {
        var chunk = new List<EntityChange>();
        var bytes = 0;
        foreach (var change in changes.OrderBy(change => CatalogKeys.Entity(change.Ref), StringComparer.Ordinal))
        {
            var size = SizeOf(change);
            if (chunk.Count == MostEntities || (chunk.Count > 0 && bytes + size > MostBytes))
            {
                yield return chunk;
                chunk = [];
                bytes = 0;
            }

            chunk.Add(change);
            bytes += size;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private static int SizeOf(EntityChange change)
    {
        var bodies = change.Steps.OfType<Describe>().Select(step => step.Content.Json).OfType<string>()
            .Where(EntityBodies.FitsInline).Sum(Escaped);
        return AroundRow + bodies + (change.Steps is [Describe or Fail or Orphan] ? 0 : AroundClaims);
    }

    private static int Escaped(string json)
    {
        var size = json.Length;
        foreach (var character in json)
        {
            size += char.IsAsciiLetterOrDigit(character) || character is ' ' or ',' or ':' or '{' or '}' ? 0 : 5;
        }

        return size;
    }
}
