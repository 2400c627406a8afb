using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Metrics.Keeping;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>Which components and days may be out of date. A row's ETag changes with each mark.</summary>
internal sealed class ComponentMarks(TableServiceClient service)
{
    private const string Name = "Name";
    private const string Settings = "settings";
    private const string Component = "component";
    private const string Partitions = "0123456789abcdef";

    private readonly OnDemandTable _table = new(service, MetricsStorage.MarksTable);

    public Task MarkAsync(string component, CancellationToken cancellationToken) =>
        MarkAsync(Component, MetricsKeys.Component(component), RowOf(component), cancellationToken);

    public Task ClearAsync(ComponentMark mark, CancellationToken cancellationToken) => ClearAsync(
        Component, MetricsKeys.Component(mark.Component), RowOf(mark.Component), mark.Version, cancellationToken);

    public async Task MarkAsync(string kind, string key, TableEntity row, CancellationToken cancellationToken)
    {
        (row.PartitionKey, row.RowKey) = (PartitionOf(kind, key), key);
        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<IReadOnlyList<ComponentMark>> ComponentsAsync(CancellationToken cancellationToken)
    {
        var marks = new List<ComponentMark>();
        await foreach (var row in ListAsync(Component, cancellationToken))
        {
            marks.Add(new(row.GetString(Name), row.ETag.ToString()));
        }

        return marks;
    }

    public async IAsyncEnumerable<TableEntity> ListAsync(
        string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var partition in Partitions.Select(digit => $"{kind}|{digit}"))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(
                row => row.PartitionKey == partition, cancellationToken: cancellationToken))
            {
                yield return row;
            }
        }
    }

    public async Task ClearAsync(
        string kind, string key, TableEntity row, string version, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        try
        {
            var answer = await table.DeleteEntityAsync(PartitionOf(kind, key), key, new ETag(version), cancellationToken);
            if (answer.Status == 404)
            {
                await MarkAsync(kind, key, row, cancellationToken);
            }
        }
        catch (RequestFailedException marked) when (marked.Status == 412)
        {
            // Marked again since: the next run sees the truth.
        }
    }

    public async Task<string?> SettingAsync(string name, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Settings, name, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetString(Name) : null;
    }

    public async Task SetAsync(string name, string value, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity(Settings, name) { [Name] = value }, TableUpdateMode.Replace, cancellationToken);
    }

    private static TableEntity RowOf(string component) => new() { [Name] = component };

    private static string PartitionOf(string kind, string key) => $"{kind}|{MetricsKeys.Name(key)[0]}";
}
