using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>Who has said what already, and the events themselves, each in the partition that it is read from.</summary>
internal sealed class EventRows(TableServiceClient tables, BlobServiceClient blobs)
{
    private readonly OnDemandTable _ids = new(tables, MetricsStorage.IdsTable);
    private readonly OnDemandTable _events = new(tables, MetricsStorage.EventsTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public async Task<RecordOutcome> IdentifyAsync(
        string key, DeliveryEvent told, DateTimeOffset heardAt, CancellationToken cancellationToken)
    {
        var table = await _ids.GetAsync(cancellationToken);
        var statement = ContentHash.Of(told.Statement());
        try
        {
            var row = new TableEntity(key[..2], key) { ["Statement"] = statement, ["HeardAt"] = heardAt };
            await table.AddEntityAsync(row, cancellationToken);
            return RecordOutcome.Recorded;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            var stored = await table.GetEntityAsync<TableEntity>(key[..2], key, cancellationToken: cancellationToken);
            return stored.Value.GetString("Statement") == statement ? RecordOutcome.Repeated : RecordOutcome.IdReused;
        }
    }

    public async Task KeepAsync(string key, EventPart part, HeardEvent heard, CancellationToken cancellationToken)
    {
        var table = await _events.GetAsync(cancellationToken);
        var row = new TableEntity(MetricsKeys.EventPartition(part, key, heard.Told.At), key);
        await RowBody.PutAsync(row, heard.Body, _bodies, cancellationToken);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async IAsyncEnumerable<DeliveryEvent> ReadAsync(
        EventPart part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _events.GetAsync(cancellationToken);
        var partition = MetricsKeys.EventPartition(part, string.Empty, default);
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            var body = await RowBody.GetAsync(row, _bodies, cancellationToken)
                ?? throw new InvalidDataException($"The event {row.RowKey} has no body.");
            var parsed = DeliveryEvents.Parse(body.Span);
            yield return parsed.IsOk
                ? parsed.Value
                : throw new InvalidDataException($"The event {row.RowKey} can't be read: {parsed.Problems[0]}");
        }
    }
}
