using Azure.Data.Tables;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Access;

/// <summary>
/// One partition: keys are few, and each authenticated call reads one row, so 2,000 calls a second fit before the partition is
/// the limit.
/// </summary>
internal sealed class TableApiKeys(TableServiceClient service) : IApiKeyStore
{
    private const string Partition = "keys";

    private readonly OnDemandTable _table = new(service, AccessStorage.KeysTable);

    public async Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.AddEntityAsync(ToRow(key), cancellationToken);
    }

    public async Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindRowAsync(id, cancellationToken) is { } row ? FromRow(row) : null;

    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var keys = new List<ApiKeyRecord>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            keys.Add(FromRow(row));
        }

        return keys;
    }

    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await FindRowAsync(id, cancellationToken) is not { } row)
        {
            return false;
        }

        if (FromRow(row) is { RevokedAt: null } key)
        {
            // Unconditional: two revocations at once differ in a timestamp only.
            var table = await _table.GetAsync(cancellationToken);
            await table.UpsertEntityAsync(ToRow(key with { RevokedAt = at }), TableUpdateMode.Replace, cancellationToken);
        }

        return true;
    }

    private async Task<TableEntity?> FindRowAsync(string id, CancellationToken cancellationToken)
    {
        if (!id.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private static TableEntity ToRow(ApiKeyRecord key) => new(Partition, key.Id)
    {
        ["Name"] = key.Name,
        ["Roles"] = PlatformJson.Serialize(key.Roles),
        ["SecretHash"] = key.SecretHash,
        ["CreatedAt"] = key.CreatedAt,
        ["CreatedBy"] = key.CreatedBy,
        ["ExpiresAt"] = key.ExpiresAt,
        ["RevokedAt"] = key.RevokedAt,
    };

    private static ApiKeyRecord FromRow(TableEntity row) => new(
        row.RowKey,
        row.GetString("Name"),
        PlatformJson.Deserialize<IReadOnlyList<Role>>(row.GetString("Roles")),
        row.GetString("SecretHash"),
        row.GetDateTimeOffset("CreatedAt")!.Value,
        row.GetString("CreatedBy"),
        row.GetDateTimeOffset("ExpiresAt"),
        row.GetDateTimeOffset("RevokedAt"));
}
