using Azure;
using Azure.Data.Tables;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>Deletes rows one by one, each only as it was found: whoever writes to it meanwhile keeps it.</summary>
internal static class RowPurge
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

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
