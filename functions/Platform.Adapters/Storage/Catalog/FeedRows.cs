using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Catalog.Feed;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Rows of the change feed, one a commit: the entities that it changed have the positions up to the row's own, in their order. At
/// most 98 references of at most 191 characters are far from the 32 Ki of a property.
/// </summary>
internal static class FeedRows
{
    private const string Ref = "Ref";
    private const string Etag = "Etag";

    /// <param name="etags">Empty for what was removed.</param>
    public static TableEntity Of(
        string bucket, long position, IReadOnlyList<string> refs, IReadOnlyList<string> etags, DateTimeOffset at) =>
        new(bucket, CatalogKeys.Feed(position))
        {
            [Ref] = string.Join('\n', refs),
            [Etag] = string.Join('\n', etags),
            ["At"] = at,
        };

    /// <value>Of its last change.</value>
    public static long PositionOf(TableEntity row) =>
        long.Parse(row.RowKey.AsSpan(CatalogKeys.FeedStart.Length), CultureInfo.InvariantCulture);

    public static string[] RefsOf(TableEntity row) => row.GetString(Ref).Split('\n');

    public static IEnumerable<FeedChange> ChangesOf(TableEntity row)
    {
        var (refs, etags) = (RefsOf(row), (row.GetString(Etag) ?? string.Empty).Split('\n'));
        var (first, at) = (PositionOf(row) - refs.Length + 1, row.GetDateTimeOffset("At") ?? default);
        return refs.Select((entity, index) =>
            new FeedChange(first + index, entity, etags[index] is { Length: > 0 } etag ? etag : null, at));
    }
}
