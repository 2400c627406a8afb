using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// One partition: a row for each source whose removals wait. They are read together by a person, and even the 10,000 of a
/// listing gone wrong are ten pages.
/// </summary>
internal sealed class TableHeldRemovals(TableServiceClient tables, BlobServiceClient blobs) : IHeldRemovals
{
    private const string Partition = "held";

    private readonly OnDemandTable _table = new(tables, CatalogStorage.RemovalsTable);
    private readonly ContentContainer _bodies = new(blobs, CatalogStorage.BodiesContainer);

    public async Task PutAsync(IReadOnlyList<HeldRemoval> removals, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(removals.Select(removal => ToRowAsync(removal, cancellationToken)));
        await new RowBatches(await _table.GetAsync(cancellationToken)).UpsertAsync(rows, cancellationToken);
    }

    public async Task<IReadOnlyList<HeldRemoval>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var held = new List<HeldRemoval>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            var refs = await SourceRows.ListAsync(row, "Refs", _bodies, cancellationToken);
            held.Add(new(
                row.GetString("Id"), row.GetString("Group"), row.GetString("Source"), row.GetString("Location"),
                row.GetString("Origin"), row.GetString("Cause"), row.GetDateTimeOffset("At")!.Value, row.GetString("Reason"),
                [.. refs.Select(text => EntityRef.Parse(text))]));
        }

        return held;
    }

    public async Task DeleteAsync(IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var source in sources)
        {
            await table.DeleteEntityAsync(Partition, ContentHash.Of(source), ETag.All, cancellationToken);
        }
    }

    private async Task<TableEntity> ToRowAsync(HeldRemoval removal, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, ContentHash.Of(removal.Source))
        {
            ["Id"] = removal.Id,
            ["Group"] = removal.Group,
            ["Source"] = removal.Source,
            ["Location"] = removal.Location,
            ["Origin"] = removal.Origin,
            ["Cause"] = removal.Cause,
            ["At"] = removal.At,
            ["Reason"] = removal.Reason,
        };
        await SourceRows.PutListAsync(
            row, "Refs", removal.Entities.Select(entityRef => entityRef.Canonical), _bodies, cancellationToken);
        return row;
    }
}
