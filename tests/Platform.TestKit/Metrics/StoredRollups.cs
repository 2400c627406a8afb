using Azure.Data.Tables;
using Platform.Core.Primitives;

namespace Platform.TestKit.Metrics;

/// <summary>What is in the tables of the rollups: every byte of it, and nothing that tells when it was written.</summary>
public static class StoredRollups
{
    private static readonly string[] Passing = ["odata.etag", "Timestamp"];

    /// <returns>All rows of rollups and shares, in order, and which marks are left.</returns>
    public static async Task<IReadOnlyList<string>> DumpAsync(TableServiceClient tables, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var name in new[] { "deliveryrollups", "deliveryshares", "deliverymarks" })
        {
            var table = tables.GetTableClient(name);
            await table.CreateIfNotExistsAsync(cancellationToken);
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            {
                lines.Add($"{name} " + string.Join(' ', row.Where(property => !Passing.Contains(property.Key))
                    .OrderBy(property => property.Key, StringComparer.Ordinal)
                    .Select(property => $"{property.Key}={Text(property.Value)}")));
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Text(object value) => value is byte[] bytes ? ContentHash.Of(bytes) : $"{value}";
}
