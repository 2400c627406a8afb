using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.ChatOps.People;

namespace Platform.Adapters.Storage.ChatOps;

/// <summary>
/// Partition = chat user, row = catalog user: a command reads one partition of one row. A user's ingestion reads one row, and
/// writes it the first time.
/// </summary>
internal sealed class TableChatIdentities(TableServiceClient tables) : IChatIdentities
{
    private readonly OnDemandTable _table = new(tables, ChatStorage.IdentitiesTable);

    public async Task AddAsync(string platform, string chatUser, EntityRef user, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (partition, row) = (Partition(platform, chatUser), Row(user));
        var known = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, ["RowKey"], cancellationToken);
        if (!known.HasValue)
        {
            await table.UpsertEntityAsync(new TableEntity(partition, row), TableUpdateMode.Replace, cancellationToken);
        }
    }

    public async Task RemoveAsync(string platform, string chatUser, EntityRef user, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.DeleteEntityAsync(Partition(platform, chatUser), Row(user), ETag.All, cancellationToken);
    }

    public async Task<IReadOnlyList<EntityRef>> FindAsync(string platform, string chatUser, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = Partition(platform, chatUser);
        var rows = table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken);
        return await rows.Select(row => row.RowKey.Split('|'))
            .Select(parts => EntityRef.Create(parts[0], parts[1], parts[2]))
            .ToListAsync(cancellationToken);
    }

    private static string Partition(string platform, string chatUser) => $"{platform}|{chatUser}";

    private static string Row(EntityRef user) => $"{user.Kind}|{user.Namespace}|{user.Name}".ToLowerInvariant();
}
