using System.Globalization;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;

namespace Platform.Core.Catalog.Audits;

/// <summary>One bucket's feed against its head and its entities.</summary>
internal static class FeedAudit
{
    public static async Task<List<AuditDivergence>> OfAsync(
        ICatalogFeed feed, int bucket, long head, CancellationToken cancellationToken)
    {
        var found = new List<AuditDivergence>();
        var name = string.Create(CultureInfo.InvariantCulture, $"bucket {bucket}");
        var latest = new Dictionary<string, FeedChange>(StringComparer.Ordinal);
        long? last = null;
        await foreach (var row in feed.ListAsync(bucket, cancellationToken))
        {
            if (last is { } before && row.Position != before + 1)
            {
                found.Add(new(DivergenceKinds.Feed, name, $"After {before} comes {row.Position}."));
            }

            last = row.Position;
            latest[row.Ref] = row;
        }

        if (last < head)
        {
            found.Add(new(DivergenceKinds.Feed, name, $"It ends at {last}, its head is {head}."));
        }

        await foreach (var row in feed.ScanAsync(bucket, cancellationToken))
        {
            if (Wrong(row, latest.GetValueOrDefault(row.Canonical)) is { } wrong)
            {
                found.Add(new(DivergenceKinds.Row, row.Canonical, wrong));
            }
        }

        return found;
    }

    /// <param name="told">The entity's last row of the feed; null when that is no longer kept.</param>
    private static string? Wrong(CatalogRow row, FeedChange? told)
    {
        if (told is not null && told.Position != row.Position)
        {
            return $"Its row has position {row.Position}, the feed's last word of it {told.Position}.";
        }

        if (told is not null && (told.Etag ?? string.Empty) != row.Etag)
        {
            return "Its row and the feed have different etags.";
        }

        if (row.IsRemoved)
        {
            return null;
        }

        try
        {
            var entry = IndexEntry.From(row);
            return entry.Ref.Canonical != row.Canonical ? $"Its body is that of {entry.Ref}."
                : entry.Etag != row.Etag ? "Its body has another etag than its row."
                : null;
        }
        catch (Exception damaged) when (damaged
            is System.Text.Json.JsonException or ArgumentException or InvalidOperationException or InvalidCastException)
        {
            return "Its body can't be read.";
        }
    }
}
