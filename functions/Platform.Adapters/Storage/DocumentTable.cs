using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage;

/// <summary>
/// A row per document, all in one partition: 1,000 are a page. For what people make or look after, some hundreds; not for what
/// grows with repositories.
/// </summary>
/// <param name="partition">Names the kind; several kinds may share a table.</param>
internal class DocumentTable<T>(
    TableServiceClient tables, BlobServiceClient blobs, string table, string partition, string container) : IDocuments<T>
    where T : class
{
    private readonly OnDemandTable _table = new(tables, table);
    private readonly ContentContainer _bodies = new(blobs, container);

    public async Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await _table.GetAsync(cancellationToken);
        var found = new List<T>();
        await foreach (var row in rows.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            found.Add(await ReadAsync(row, cancellationToken));
        }

        return found;
    }

    public async Task<T?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindRowAsync(id, cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    public async Task<T?> ChangeAsync(string id, Func<T?, T?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await FindRowAsync(id, cancellationToken);
            var known = found is null ? null : await ReadAsync(found, cancellationToken);
            if (change(known) is not { } changed)
            {
                return known;
            }

            var row = new TableEntity(partition, id);
            await RowBody.PutAsync(row, Encoding.UTF8.GetBytes(PlatformJson.Serialize(changed)), _bodies, cancellationToken);
            try
            {
                var rows = await _table.GetAsync(cancellationToken);
                await (found is null
                    ? rows.AddEntityAsync(row, cancellationToken)
                    : rows.UpdateEntityAsync(row, found.ETag, TableUpdateMode.Replace, cancellationToken));
                return changed;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Somebody else was faster; their state is changed then.
            }
        }
    }

    /// <summary>A body of its own stays: it is kept by its content, which another document may share.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var rows = await _table.GetAsync(cancellationToken);
        await rows.DeleteEntityAsync(partition, id, ETag.All, cancellationToken);
    }

    private async Task<TableEntity?> FindRowAsync(string id, CancellationToken cancellationToken)
    {
        var rows = await _table.GetAsync(cancellationToken);
        var found = await rows.GetEntityIfExistsAsync<TableEntity>(partition, id, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<T> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var body = await RowBody.GetAsync(row, _bodies, cancellationToken)
            ?? throw new InvalidDataException($"The {partition} {row.RowKey} has no body.");
        return PlatformJson.Deserialize<T>(Encoding.UTF8.GetString(body.Span));
    }
}
