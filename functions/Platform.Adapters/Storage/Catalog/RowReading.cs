using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Rows of one partition by their keys. A few are read each by itself. Many, in order, are read as the range that they span: a
/// page has 1,000 rows, so a range is worth its call as long as a page holds many of the rows that are wanted. 30 keys of
/// 600 rows are one page; 30 of 6,000 are seven, and are read sooner one by one. Which of both it is shows with the first page,
/// and is remembered for the table's client.
/// </summary>
internal static class RowReading
{
    /// <summary>Fewer are read one by one anyway.</summary>
    private const int RangeFrom = 6;

    /// <summary>A page of 1,000 rows takes as long as some 50 rows that are read beside each other.</summary>
    private const int OnAPageFrom = 50;

    private const int AtOnce = 32;
    private const long PageSize = 1000;

    /// <summary>About how many rows the range of a partition has; of large ones only.</summary>
    private static readonly ConditionalWeakTable<TableClient, ConcurrentDictionary<string, long>> Sizes = [];

    /// <param name="keys">In ordinal order, each once.</param>
    /// <param name="columns">Null for all.</param>
    public static async Task<IReadOnlyDictionary<string, TableEntity>> ReadAsync(
        TableClient table, string partition, IReadOnlyList<string> keys, string[]? columns, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, TableEntity>(StringComparer.Ordinal);
        var sizes = Sizes.GetValue(table, static _ => new());
        var rest = keys;
        if (keys.Count >= RangeFrom && IsWorthPages(keys.Count, sizes.GetValueOrDefault(partition)))
        {
            rest = await ReadRangeAsync(new(table, partition, keys, columns), sizes, found, cancellationToken);
        }

        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rest, limit, async (key, token) =>
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, columns, token);
            if (row.HasValue)
            {
                found[key] = row.Value!;
            }
        });
        return found;
    }

    /// <returns>The keys that were not reached.</returns>
    private static async Task<IReadOnlyList<string>> ReadRangeAsync(
        Range range,
        ConcurrentDictionary<string, long> sizes,
        ConcurrentDictionary<string, TableEntity> found,
        CancellationToken cancellationToken)
    {
        var rest = range.Keys;
        await foreach (var page in range.Pages(cancellationToken))
        {
            var wanted = rest.ToHashSet(StringComparer.Ordinal);
            foreach (var row in page.Values.Where(row => wanted.Contains(row.RowKey)))
            {
                found[row.RowKey] = row;
            }

            if (page.ContinuationToken is null)
            {
                return [];
            }

            var reached = page.Values.Count > 0 ? page.Values[^1].RowKey : string.Empty;
            var left = rest.SkipWhile(key => string.CompareOrdinal(key, reached) <= 0).ToList();
            var passed = rest.Count - left.Count;
            rest = left;
            if (passed < OnAPageFrom)
            {
                sizes[range.Partition] = (long)page.Values.Count * range.Keys.Count / Math.Max(1, passed);
            }

            if (passed < OnAPageFrom || rest.Count < RangeFrom)
            {
                return rest;
            }
        }

        return [];
    }

    private static bool IsWorthPages(int keys, long size) => size <= PageSize || keys * PageSize / size >= OnAPageFrom;

    private sealed record Range(TableClient Table, string Partition, IReadOnlyList<string> Keys, string[]? Columns)
    {
        public IAsyncEnumerable<Azure.Page<TableEntity>> Pages(CancellationToken cancellationToken)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {Partition} and RowKey ge {Keys[0]} and RowKey le {Keys[^1]}");
            return Table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken).AsPages();
        }
    }
}
