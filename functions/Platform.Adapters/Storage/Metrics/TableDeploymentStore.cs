using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Metrics;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// Four tables, written in the order event, fact, mark: whatever a crash cuts off, the message's next delivery writes.
/// </summary>
internal sealed class TableDeploymentStore(TableServiceClient service, TimeProvider clock) : IDeploymentStore
{
    private readonly OnDemandTable _events = new(service, MetricsStorage.EventsTable);
    private readonly OnDemandTable _facts = new(service, MetricsStorage.FactsTable);
    private readonly OnDemandTable _dirty = new(service, MetricsStorage.DirtyTable);
    private readonly OnDemandTable _counts = new(service, MetricsStorage.CountsTable);

    public async Task<RecordOutcome> RecordAsync(DeploymentFact fact, CancellationToken cancellationToken)
    {
        var key = DeploymentKeys.Event(fact);
        var text = PlatformJson.Serialize(fact);
        var known = await KeepEventAsync(key, text, cancellationToken);
        if (known is not null && known != text)
        {
            return RecordOutcome.IdReused;
        }

        var day = DeploymentKeys.ComponentDay(fact.Component, fact.Day);
        var facts = await _facts.GetAsync(cancellationToken);
        await facts.UpsertEntityAsync(new TableEntity(day, key) { ["Fact"] = text }, TableUpdateMode.Replace, cancellationToken);
        var dirty = await _dirty.GetAsync(cancellationToken);
        var mark = new TableEntity(DeploymentKeys.Dirty, day) { ["MarkedAt"] = clock.GetUtcNow() };
        await dirty.UpsertEntityAsync(mark, TableUpdateMode.Replace, cancellationToken);
        return known is null ? RecordOutcome.Recorded : RecordOutcome.Repeated;
    }

    public async IAsyncEnumerable<DirtyDay> DirtyDaysAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _dirty.GetAsync(cancellationToken);
        var rows = table.QueryAsync<TableEntity>(
            row => row.PartitionKey == DeploymentKeys.Dirty, cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            var (component, day) = DeploymentKeys.ToComponentDay(row.RowKey);
            yield return new(component, day, row.ETag.ToString());
        }
    }

    public async Task<IReadOnlyList<DeploymentFact>> FactsAsync(
        EntityRef component, DateOnly day, CancellationToken cancellationToken)
    {
        var table = await _facts.GetAsync(cancellationToken);
        var partition = DeploymentKeys.ComponentDay(component, day);
        var facts = new List<DeploymentFact>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            facts.Add(PlatformJson.Deserialize<DeploymentFact>(row.GetString("Fact")));
        }

        return facts;
    }

    public async Task SaveAsync(EntityRef component, DeploymentCounts counts, CancellationToken cancellationToken)
    {
        var table = await _counts.GetAsync(cancellationToken);
        var (partition, key, text) = (
            DeploymentKeys.Component(component), DeploymentKeys.Day(counts.Day), PlatformJson.Serialize(counts));
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        if (!stored.HasValue || stored.Value!.GetString("Counts") != text)
        {
            await table.UpsertEntityAsync(
                new TableEntity(partition, key) { ["Counts"] = text }, TableUpdateMode.Replace, cancellationToken);
        }
    }

    public async Task ClearAsync(DirtyDay day, CancellationToken cancellationToken)
    {
        var table = await _dirty.GetAsync(cancellationToken);
        try
        {
            var key = DeploymentKeys.ComponentDay(day.Component, day.Day);
            await table.DeleteEntityAsync(DeploymentKeys.Dirty, key, new ETag(day.Version), cancellationToken);
        }
        catch (RequestFailedException remarked) when (remarked.Status is 404 or 412)
        {
            // Marked again since, or cleared by another instance: either way the next run sees the truth.
        }
    }

    public async Task<IReadOnlyList<DeploymentCounts>> CountsAsync(
        EntityRef component, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var table = await _counts.GetAsync(cancellationToken);
        var (partition, first, last) = (DeploymentKeys.Component(component), DeploymentKeys.Day(from), DeploymentKeys.Day(to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        var counts = new List<DeploymentCounts>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            counts.Add(PlatformJson.Deserialize<DeploymentCounts>(row.GetString("Counts")));
        }

        return counts;
    }

    /// <returns>What is kept under the key already; null when this was the first.</returns>
    private async Task<string?> KeepEventAsync(string key, string text, CancellationToken cancellationToken)
    {
        var table = await _events.GetAsync(cancellationToken);
        var partition = DeploymentKeys.EventPartition(key);
        try
        {
            var row = new TableEntity(partition, key) { ["Fact"] = text, ["ReceivedAt"] = clock.GetUtcNow() };
            await table.AddEntityAsync(row, cancellationToken);
            return null;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            var stored = await table.GetEntityAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
            return stored.Value.GetString("Fact");
        }
    }
}
