using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog.Discovery;

/// <summary>One row says which sweep is under way, one more for each that has ended.</summary>
/// <param name="tableName">Each kind of sweep has its own.</param>
internal sealed class TableSweepRecords<TResult>(
    TableServiceClient service, string tableName, Func<TResult, DateTimeOffset> endOf) : ISweepRecords<TResult>
    where TResult : class
{
    private const string Running = "running";
    private const string Ended = "ended";
    private const string OnlyRow = "sweep";

    private readonly OnDemandTable _table = new(service, tableName);

    public async Task<string?> TryBeginAsync(string id, string? instead, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(Running, OnlyRow, cancellationToken: cancellationToken);
            var current = found.HasValue ? found.Value!.GetString("Id") : null;
            if (current == id)
            {
                return null;
            }

            if (current is not null && current != instead)
            {
                return current;
            }

            var row = new TableEntity(Running, OnlyRow) { ["Id"] = id };
            try
            {
                await (found.HasValue
                    ? table.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken)
                    : table.AddEntityAsync(row, cancellationToken));
                return null;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                // Another one was quicker; it is found now.
            }
        }
    }

    public async Task EndAsync(string id, TResult result, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Ended, id) { ["EndedAt"] = endOf(result) };
        LongText.Write(row, PlatformJson.Serialize(result));
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Running, OnlyRow, cancellationToken: cancellationToken);
        if (found.HasValue && found.Value!.GetString("Id") == id)
        {
            try
            {
                await table.DeleteEntityAsync(Running, OnlyRow, found.Value.ETag, cancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status is 404 or 412)
            {
                // Whoever was told that this one has ended may have begun already.
            }
        }

        // Last: whoever reads that this one has ended may begin another.
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<int> ForgetEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await RowPurge.DeleteAsync(
            table, TableClient.CreateQueryFilter($"PartitionKey eq {Ended} and EndedAt lt {before}"), cancellationToken);
    }

    public async Task<TResult?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Ended, id, cancellationToken: cancellationToken);
        return found.HasValue ? PlatformJson.Deserialize<TResult>(LongText.Read(found.Value!)) : null;
    }
}
