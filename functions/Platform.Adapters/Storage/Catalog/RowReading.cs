using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Rows of one partition by their keys. A few are read each by itself. Many, in order, are read as the range that they span: a
/// page has 1,000 rows, so a range is worth its call from some rows on, and is left as soon as too few of them are still to
/// come.
/// </summary>
internal static class RowReading
{
    private const int RangeFrom = 6;

    /// <param name="keys">In ordinal order, each once.</param>
    /// <param name="columns">Null for all.</param>
    public static async Task<Dictionary<string, TableEntity>> ReadAsync(
        TableClient table, string partition, IReadOnlyList<string> keys, string[]? columns, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, TableEntity>(keys.Count, StringComparer.Ordinal);
        var rest = keys.Count >= RangeFrom
            ? await ReadRangeAsync(table, partition, keys, columns, found, cancellationToken)
            : keys;
        var rows = await Task.WhenAll(rest.Select(
            key => table.GetEntityIfExistsAsync<TableEntity>(partition, key, columns, cancellationToken)));
        foreach (var row in rows.Where(row => row.HasValue))
        {
            found.Add(row.Value!.RowKey, row.Value);
        }

        return found;
    }

    /// <returns>The keys that were not reached.</returns>
    private static async Task<IReadOnlyList<string>> ReadRangeAsync(
        TableClient table,
        string partition,
        IReadOnlyList<string> keys,
        string[]? columns,
        Dictionary<string, TableEntity> found,
        CancellationToken cancellationToken)
    {
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {keys[0]} and RowKey le {keys[^1]}");
        var pages = table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellationToken).AsPages();
        await foreach (var page in pages)
        {
            foreach (var row in page.Values.Where(row => wanted.Contains(row.RowKey)))
            {
                found[row.RowKey] = row;
            }

            if (page.ContinuationToken is null)
            {
                return [];
            }

            var reached = page.Values.Count > 0 ? page.Values[^1].RowKey : string.Empty;
            var rest = keys.Where(key => string.CompareOrdinal(key, reached) > 0).ToList();
            if (rest.Count < RangeFrom)
            {
                return rest;
            }
        }

        return [];
    }
}
