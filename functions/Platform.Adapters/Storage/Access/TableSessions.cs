using Azure.Data.Tables;
using Platform.Core.Access;

namespace Platform.Adapters.Storage.Access;

/// <summary>
/// One partition: a person's page reads one row a call, so 2,000 calls a second fit, and everything that is over is found in one
/// query. 500 people with two sessions a day are 1,000 rows at most.
/// </summary>
internal sealed class TableSessions(TableServiceClient service) : ISessionStore
{
    private const string Partition = "sessions";
    private const int RemovedAtOnce = 20;

    private readonly OnDemandTable _table = new(service, AccessStorage.SessionsTable);

    public Task AddAsync(SessionRecord session, CancellationToken cancellationToken) => _table.WriteAsync(
        table => table.UpsertEntityAsync(
            new TableEntity(Partition, session.Hash)
            {
                ["Kind"] = session.Kind.ToString(),
                ["KeyId"] = session.KeyId,
                ["ExpiresAt"] = session.ExpiresAt,
            },
            TableUpdateMode.Replace,
            cancellationToken),
        cancellationToken);

    public async Task<SessionRecord?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, hash, cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } found }
            ? new(
                hash,
                Enum.Parse<SessionKind>(found.GetString("Kind")),
                found.GetString("KeyId"),
                found.GetDateTimeOffset("ExpiresAt")!.Value)
            : null;
    }

    public async Task<bool> RemoveAsync(string hash, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        // Deleting is exclusive: the service answers 204 to one caller and 404 to the others.
        using var answer = await table.DeleteEntityAsync(Partition, hash, cancellationToken: cancellationToken);
        return answer.Status == 204;
    }

    public async Task RemoveExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var over = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and ExpiresAt lt {before}"),
            maxPerPage: RemovedAtOnce,
            select: ["RowKey"],
            cancellationToken: cancellationToken);
        await foreach (var page in over.AsPages().WithCancellation(cancellationToken))
        {
            await Task.WhenAll(page.Values.Select(row => RemoveAsync(row.RowKey, cancellationToken)));
            return;
        }
    }
}
