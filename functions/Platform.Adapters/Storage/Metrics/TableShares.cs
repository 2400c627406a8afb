using System.Collections.Concurrent;
using Azure.Data.Tables;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// Reads what components added to days: of a component a range of its own partition, of a wider scope a partition a day, some of
/// them at a time.
/// </summary>
internal sealed class TableShares(OnDemandTable rollups, OnDemandTable shares, ContentContainer bodies, double accuracy)
{
    private const int AtOnce = 8;

    private static readonly string[] Columns =
    [
        "RowKey", "Component", RowBody.Body, RowBody.AddressOf(RowBody.Body), RowBody.Sightings,
        RowBody.AddressOf(RowBody.Sightings),
    ];

    public async Task<IReadOnlyList<ComponentDay>> ReadAsync(
        Scope scope, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<ComponentDay>();
        if (scope.Kind == ScopeKind.Component)
        {
            var (partition, first, last) = (MetricsKeys.Scope(scope), MetricsKeys.Day(from), MetricsKeys.Day(to));
            var own = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
            await ReadAsync(
                await rollups.GetAsync(cancellationToken), own,
                row => (scope.Name, MetricsKeys.ToDay(row.RowKey)), found, cancellationToken);
            return [.. found];
        }

        var table = await shares.GetAsync(cancellationToken);
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(days, limits, async (day, token) =>
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {MetricsKeys.ScopeDay(new(scope, day))}");
            await ReadAsync(table, filter, row => (row.GetString("Component"), day), found, token);
        });
        return [.. found];
    }

    private async Task ReadAsync(
        TableClient table,
        string filter,
        Func<TableEntity, (string Component, DateOnly Day)> of,
        ConcurrentBag<ComponentDay> found,
        CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
        {
            var bytes = await RowBody.GetAsync(row, bodies, cancellationToken);
            var seen = await RowBody.GetAsync(row, bodies, cancellationToken, RowBody.Sightings);
            var (component, day) = of(row);
            found.Add(new(
                component,
                day,
                bytes is { } bucket ? BucketBytes.Read(bucket.Span, accuracy) : Bucket.Empty,
                seen is { } some
                    ? PlatformJson.Deserialize<IReadOnlyList<Sighting>>(System.Text.Encoding.UTF8.GetString(some.Span))
                    : []));
        }
    }
}
