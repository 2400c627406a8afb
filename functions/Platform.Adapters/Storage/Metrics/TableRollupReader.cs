using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;

namespace Platform.Adapters.Storage.Metrics;

internal sealed class TableRollupReader(TableServiceClient tables, BlobServiceClient blobs, DoraOptions options) : IRollupReader
{
    private readonly OnDemandTable _rollups = new(tables, MetricsStorage.RollupsTable);
    private readonly OnDemandTable _shares = new(tables, MetricsStorage.SharesTable);
    private readonly OnDemandTable _restatements = new(tables, MetricsStorage.RestatementsTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public async Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> ReadAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (partition, first, last) = (MetricsKeys.Scope(scope), MetricsKeys.Day(from), MetricsKeys.Day(to));
        return await DaysAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}"),
            cancellationToken);
    }

    public async Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> OpenAsync(
        Scope scope, DateOnly to, CancellationToken cancellationToken)
    {
        var (partition, last) = (MetricsKeys.Scope(scope), MetricsKeys.Day(to));
        return await DaysAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey le {last} and Open gt 0L"), cancellationToken);
    }

    private async Task<IReadOnlyList<(DateOnly Day, Bucket Bucket)>> DaysAsync(
        string filter, CancellationToken cancellationToken)
    {
        var table = await _rollups.GetAsync(cancellationToken);
        var days = new List<(DateOnly, Bucket)>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            filter, select: ["RowKey", RowBody.Body, RowBody.AddressOf(RowBody.Body)], cancellationToken: cancellationToken))
        {
            if (await RowBody.GetAsync(row, _bodies, cancellationToken) is { } bytes)
            {
                days.Add((MetricsKeys.ToDay(row.RowKey), BucketBytes.Read(bytes.Span, options.SketchAccuracy)));
            }
        }

        return days;
    }

    public async Task<bool> HasDeployedAsync(Scope scope, CancellationToken cancellationToken)
    {
        var table = await _rollups.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {MetricsKeys.Scope(scope)} and Deployments gt 0L");
        await foreach (var _ in table.QueryAsync<TableEntity>(filter, 1, ["RowKey"], cancellationToken))
        {
            return true;
        }

        return false;
    }

    public async Task<IReadOnlyList<string>> ContributorsAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var table = await _shares.GetAsync(cancellationToken);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var partition = MetricsKeys.ScopeDay(new(scope, day));
            await foreach (var row in table.QueryAsync<TableEntity>(
                row => row.PartitionKey == partition, select: ["Component"], cancellationToken: cancellationToken))
            {
                found.Add(row.GetString("Component"));
            }
        }

        return [.. found];
    }

    public Task<IReadOnlyList<ComponentDay>> SharesAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        new TableShares(_rollups, _shares, _bodies, options.SketchAccuracy).ReadAsync(scope, from, to, cancellationToken);

    public async Task<IReadOnlyList<Restatement>> RestatementsAsync(
        Scope scope, int limit, CancellationToken cancellationToken)
    {
        var table = await _restatements.GetAsync(cancellationToken);
        var partition = MetricsKeys.Scope(scope);
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        var found = new List<Restatement>();
        foreach (var row in rows.OrderByDescending(row => row.GetDateTimeOffset("At")).Take(limit))
        {
            var accuracy = row.GetDouble("Accuracy") ?? options.SketchAccuracy;
            found.Add(new(
                new(scope, MetricsKeys.ToDay(row.RowKey[..row.RowKey.IndexOf('|')])),
                row.GetDateTimeOffset("At")!.Value,
                await BucketAsync(row.GetString("Before"), accuracy, cancellationToken),
                await BucketAsync(row.GetString("After"), accuracy, cancellationToken)));
        }

        return found;
    }

    private async Task<Bucket?> BucketAsync(string address, double accuracy, CancellationToken cancellationToken) =>
        address.Length == 0 ? null : BucketBytes.Read((await _bodies.GetAsync(address, cancellationToken)).Span, accuracy);
}
