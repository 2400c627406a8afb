using Azure;
using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>Deletes rows one by one, each only as it was found: whoever writes to it meanwhile keeps it.</summary>
internal static class RowPurge
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <param name="prefix">How the keys of the rows begin, up to the bar.</param>
    /// <param name="condition">What else must hold of a row.</param>
    /// <returns>How many rows went, of all partitions.</returns>
    public static async Task<int> DeleteAsync(
        TableClient table, string prefix, string condition, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var partition in CatalogKeys.Buckets)
        {
            var range = TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey ge {prefix + '|'} and RowKey lt {prefix + '}'}");
            deleted += await DeleteAsync(table, $"{range} and {condition}", cancellationToken);
        }

        return deleted;
    }

    public static async Task<int> DeleteAsync(TableClient table, string filter, CancellationToken cancellationToken)
    {
        var deleted = 0;
        // All of them first: deleting between the pages of a query would skip some.
        var rows = await table.QueryAsync<TableEntity>(filter, select: Keys, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            try
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
                deleted++;
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412)
            {
                // It is somebody's again.
            }
        }

        return deleted;
    }
}
