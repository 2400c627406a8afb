using System.IO.Compression;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>A row per day with the census as compressed JSON: 5,000 components are some 100 KB, a blob; a year is one
/// page.</summary>
internal sealed class TableCensuses(TableServiceClient tables, BlobServiceClient blobs) : ICensusStore
{
    private const string Partition = "census";

    private readonly OnDemandTable _table = new(tables, MetricsStorage.CensusTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public async Task SaveAsync(PlatformCensus census, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(pack, census, PlatformJson.Options, cancellationToken);
        }

        var row = new TableEntity(Partition, MetricsKeys.Day(census.Day)) { ["At"] = census.At };
        await RowBody.PutAsync(row, packed.ToArray(), _bodies, cancellationToken);
        await _table.WriteAsync(
            table => table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    public async Task<PlatformCensus?> LastAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition} and RowKey ge {MetricsKeys.Day(from)} and RowKey le {MetricsKeys.Day(to)}");
        TableEntity? last = null;
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            last = row;
        }

        if (last is null || await RowBody.GetAsync(last, _bodies, cancellationToken) is not { } bytes)
        {
            return null;
        }

        using var packed = new MemoryStream(bytes.ToArray());
        await using var unpacked = new BrotliStream(packed, CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<PlatformCensus>(unpacked, PlatformJson.Options, cancellationToken);
    }
}
