using Azure;
using Azure.Data.Tables;
using Platform.Core.ChatOps.Posts;

namespace Platform.Adapters.Storage.ChatOps;

/// <summary>Partition = conversation, row = post: a post costs one read, one insert and one replacement.</summary>
internal sealed class TablePostLog(TableServiceClient tables, TimeProvider clock) : IPostLog
{
    private readonly OnDemandTable _table = new(tables, ChatStorage.PostsTable);

    public async Task<IReadOnlyList<PostRecord>> ListAsync(string conversation, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var rows = table.QueryAsync<TableEntity>(row => row.PartitionKey == conversation, cancellationToken: cancellationToken);
        return await rows.Select(RecordOf).ToListAsync(cancellationToken);
    }

    public async Task<PostRecord> ClaimAsync(string conversation, PostRecord record, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        try
        {
            await table.AddEntityAsync(RowOf(conversation, record), cancellationToken);
            return record;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return RecordOf(await table.GetEntityAsync<TableEntity>(
                conversation, record.Name, cancellationToken: cancellationToken));
        }
    }

    public async Task SettleAsync(string conversation, PostRecord record, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(RowOf(conversation, record), TableUpdateMode.Replace, cancellationToken);
    }

    private TableEntity RowOf(string conversation, PostRecord record) => new(conversation, record.Name)
    {
        ["State"] = record.State.ToString(),
        ["Sending"] = record.Sending,
        ["Last"] = record.Last,
        ["At"] = clock.GetUtcNow(),
    };

    private static PostRecord RecordOf(TableEntity row) => new(
        row.RowKey, Enum.Parse<PostState>(row.GetString("State")), row.GetString("Sending"), row.GetBoolean("Last") == true);
}
