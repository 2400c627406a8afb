using System.Globalization;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Validation;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Keys of the table <c>catalog</c>. 16 partitions by hash, each with its own dense feed. A write of one entity is one batch of
/// three rows: the entity, its row of the feed, the head. At 2,000 rows a second and partition that is 650 changes a second in
/// each, 10,000 in all; many together share the other two, and 100 rows a batch leave room for 98 of them.
/// </summary>
internal static class CatalogKeys
{
    public const string Head = "head";
    public const string FeedStart = "feed|";

    /// <value>Behind all rows of the feed.</value>
    public const string FeedEnd = "feed}";

    public static IReadOnlyList<string> Buckets { get; } = [.. "0123456789abcdef".Select(digit => digit.ToString())];

    public static string Bucket(string canonical) => ContentHash.Of(canonical)[..1];

    /// <returns>Null for a reference that can't be in the catalog, because its characters are not those of valid
    /// entities.</returns>
    public static string? Entity(EntityRef entityRef) => EntityRefFormat.IsValid(entityRef)
        ? $"entity|{entityRef.Kind}|{entityRef.Namespace}|{entityRef.Name}".ToLowerInvariant()
        : null;

    public static string Feed(long position) => FeedStart + position.ToString("d16", CultureInfo.InvariantCulture);
}
