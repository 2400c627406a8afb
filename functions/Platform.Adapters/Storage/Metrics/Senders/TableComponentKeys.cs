using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Senders;

namespace Platform.Adapters.Storage.Metrics.Senders;

/// <summary>
/// By key, a partition with a row a component; by component, a partition with a row a key. 5,000 components with ten keys are
/// 100,000 rows; a delivery reads one partition, mostly of one row, and a component is written when it changes.
/// </summary>
internal sealed class TableComponentKeys(TableServiceClient tables) : IComponentKeys
{
    private const string Component = "Component";
    private const string Annotation = "Annotation";
    private const string Value = "Value";
    private const string Positions = "position";
    private const string Head = "Head";

    private readonly OnDemandTable _table = new(tables, SenderStorage.ComponentKeysTable);

    public async Task<IReadOnlyList<EntityRef>> FindAsync(ComponentKey key, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = Partition(key);
        return await table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken)
            .Select(row => EntityRef.Parse(row.GetString(Component), "component"))
            .OrderBy(found => found.Canonical, StringComparer.Ordinal)
            .ToListAsync(cancellationToken);
    }

    public async Task SetAsync(
        string component,
        IReadOnlyCollection<ComponentKey> keys,
        Func<ComponentKey, Task> learned,
        CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = PartitionOf(component);
        var noted = await table
            .QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken)
            .ToDictionaryAsync(row => row.RowKey, StringComparer.Ordinal, cancellationToken);
        foreach (var key in keys.Where(key => !noted.ContainsKey(RowOf(key))))
        {
            var forward = new TableEntity(Partition(key), MetricsKeys.Component(component)) { [Component] = component };
            await table.UpsertEntityAsync(forward, TableUpdateMode.Replace, cancellationToken);
            await learned(key);
            var back = new TableEntity(partition, RowOf(key)) { [Annotation] = key.Annotation, [Value] = key.Value };
            await table.UpsertEntityAsync(back, TableUpdateMode.Replace, cancellationToken);
        }

        var wanted = keys.Select(RowOf).ToHashSet(StringComparer.Ordinal);
        foreach (var row in noted.Values.Where(row => !wanted.Contains(row.RowKey)))
        {
            var gone = new ComponentKey(row.GetString(Annotation), row.GetString(Value));
            await table.DeleteEntityAsync(Partition(gone), MetricsKeys.Component(component), ETag.All, cancellationToken);
            await table.DeleteEntityAsync(partition, row.RowKey, ETag.All, cancellationToken);
        }
    }

    public async Task<long> PositionAsync(int bucket, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            Positions, RowOf(bucket), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetInt64(Head) ?? 0 : 0;
    }

    public async Task SetPositionAsync(int bucket, long position, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity(Positions, RowOf(bucket)) { [Head] = position }, TableUpdateMode.Replace, cancellationToken);
    }

    internal static string Partition(ComponentKey key) => $"key|{RowOf(key)}";

    private static string PartitionOf(string component) => $"component|{MetricsKeys.Component(component)}";

    private static string RowOf(ComponentKey key) =>
        MetricsKeys.Name($"{key.Annotation.Length}:{key.Annotation}{key.Value.ToLowerInvariant()}");

    private static string RowOf(int bucket) => bucket.ToString("d2", CultureInfo.InvariantCulture);
}
