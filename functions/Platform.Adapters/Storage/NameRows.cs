using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage;

/// <summary>
/// A directory of names in a table of its own: partition = the name's length, row = the name and what it stands for. An exact
/// name is one range of one partition. Names within an edit distance of two are at most two letters longer or shorter, so they
/// are in five partitions, read only when somebody mistyped: of 50,000 names some 20,000, 20 pages.
/// </summary>
internal sealed class NameRows(TableServiceClient tables, string tableName)
{
    private const int MostOfOneName = 100;

    private readonly OnDemandTable _table = new(tables, tableName);

    /// <param name="name">Without characters that keys forbid.</param>
    public async Task AddAsync(string name, string meaning, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition(name.Length), Row(name, meaning));
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <returns>What the name stands for.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (first, beyond) = (Row(name, string.Empty), name.ToLowerInvariant() + "}");
        var partition = Partition(name.Length);
        var rows = table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition && row.RowKey.CompareTo(first) >= 0 && row.RowKey.CompareTo(beyond) < 0,
            select: ["RowKey"], cancellationToken: cancellationToken);
        return await rows.Take(MostOfOneName).Select(row => row.RowKey[first.Length..]).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> NearestAsync(string name, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var near = new HashSet<string>(StringComparer.Ordinal);
        for (var difference = -NearestWords.MaxDistance; difference <= NearestWords.MaxDistance; difference++)
        {
            var partition = Partition(Math.Max(0, name.Length + difference));
            var rows = table.QueryAsync<TableEntity>(
                row => row.PartitionKey == partition, select: ["RowKey"], cancellationToken: cancellationToken);
            await foreach (var row in rows)
            {
                var candidate = row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)];
                if (NearestWords.Distance(name, candidate) <= NearestWords.MaxDistance)
                {
                    near.Add(candidate);
                }
            }
        }

        return NearestWords.Find(name, near);
    }

    private static string Partition(int length) => length.ToString("d3", CultureInfo.InvariantCulture);

    // '|' is in no name, and '}' is the character after it in the tables' order of the characters that names have.
    private static string Row(string name, string meaning) => $"{name.ToLowerInvariant()}|{meaning}";
}
