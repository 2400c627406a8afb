using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// A row for each verified chunk, in a partition for each origin: 100,000 sources in chunks of 100 are 1,000 rows, one page, and
/// a sweep writes as many. A chunk of one source, from a single look, has its row too; the next sweep's chunk takes its place.
/// </summary>
internal sealed class TableFreshness(TableServiceClient tables, BlobServiceClient blobs) : IFreshness
{
    private readonly OnDemandTable _table = new(tables, CatalogStorage.FreshnessTable);
    private readonly ContentContainer _bodies = new(blobs, CatalogStorage.BodiesContainer);

    public async Task RecordAsync(VerifiedChunk chunk, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(ContentHash.Of(chunk.Origin), KeyOf(chunk))
        {
            ["Origin"] = chunk.Origin,
            ["From"] = chunk.FromSource,
            ["To"] = chunk.ToSource,
            ["At"] = chunk.At,
        };
        await SourceRows.PutListAsync(row, "Except", chunk.Except, _bodies, cancellationToken);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        if (chunk.FromSource != chunk.ToSource)
        {
            await DeleteWithinAsync(table, chunk, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<VerifiedChunk>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var chunks = new List<VerifiedChunk>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            chunks.Add(await ToChunkAsync(row, cancellationToken));
        }

        return chunks;
    }

    private async Task DeleteWithinAsync(TableClient table, VerifiedChunk chunk, CancellationToken cancellationToken)
    {
        var partition = ContentHash.Of(chunk.Origin);
        var rows = table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, select: ["RowKey", "From", "To", "At", "Origin"],
            cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            var other = await ToChunkAsync(row, cancellationToken);
            var isWithin = chunk.At >= other.At && IsInRange(chunk, other.FromSource) && IsInRange(chunk, other.ToSource)
                && !chunk.Except.Contains(other.FromSource);
            if (isWithin && row.RowKey != KeyOf(chunk))
            {
                await table.DeleteEntityAsync(partition, row.RowKey, ETag.All, cancellationToken);
            }
        }
    }

    private static bool IsInRange(VerifiedChunk chunk, string source) =>
        string.CompareOrdinal(chunk.FromSource, source) <= 0 && string.CompareOrdinal(source, chunk.ToSource) <= 0;

    private static string KeyOf(VerifiedChunk chunk) => ContentHash.Of($"{chunk.FromSource}\n{chunk.ToSource}");

    private async Task<VerifiedChunk> ToChunkAsync(TableEntity row, CancellationToken cancellationToken) => new(
        row.GetString("Origin"),
        row.GetString("From"),
        row.GetString("To"),
        row.GetDateTimeOffset("At")!.Value,
        await SourceRows.ListAsync(row, "Except", _bodies, cancellationToken));
}
