using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding.Secrets;

/// <summary>
/// One row per task that has secrets and has not ended, in a partition of its own: the wrapped key and what was sealed with it.
/// Wiping deletes the row. The table is as long as there are such tasks at a time, some hundreds, so listing it is one query.
/// </summary>
public sealed class TableTaskSecrets(TableServiceClient tables, IKeyWrap keys, TimeProvider clock) : ITaskSecrets
{
    private const string Row = "secrets";

    private const int MostKeysAtHand = 128;

    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Secrets);

    // Each activity of a task needs the key, and a vault is far away. The row is read every time, so what is wiped is gone.
    private readonly ConcurrentDictionary<TaskId, (string Wrapped, byte[] Key)> _atHand = new();

    public async Task StoreAsync(
        TaskId task, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var key = TaskCipher.NewKey();
        var wrapped = await keys.WrapAsync(key, cancellationToken);
        var cipher = new TaskCipher(task, key);
        var values = secrets.ToDictionary(secret => secret.Key, secret => cipher.Seal(PurposeOf(secret.Key), secret.Value));
        var row = new TableEntity(task.Value, Row)
        {
            ["KeyId"] = wrapped.KeyId,
            ["Key"] = wrapped.Value,
            ["Values"] = Encoding.UTF8.GetBytes(PlatformJson.Serialize(values)),
            ["At"] = clock.GetUtcNow(),
        };
        try
        {
            await _table.WriteAsync(table => table.AddEntityAsync(row, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // The same request was here before.
        }
    }

    public async Task<TaskSecrets> OpenAsync(TaskId task, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(task.Value, Row, cancellationToken: cancellationToken);
        if (found is not { HasValue: true, Value: { } row })
        {
            _atHand.TryRemove(task, out _);
            return TaskSecrets.None;
        }

        var wrapped = new WrappedKey(row.GetString("KeyId"), row.GetBinary("Key"));
        var cipher = new TaskCipher(task, await KeyAsync(task, wrapped, cancellationToken));
        var values = PlatformJson.Deserialize<Dictionary<string, string>>(
            Encoding.UTF8.GetString(row.GetBinary("Values")));
        return TaskSecrets.Of(cipher, values.ToDictionary(value => value.Key, value => Open(cipher, task, value)));
    }

    public async Task WipeAsync(TaskId task, CancellationToken cancellationToken)
    {
        _atHand.TryRemove(task, out _);
        var table = await _table.GetAsync(cancellationToken);
        await table.DeleteEntityAsync(task.Value, Row, cancellationToken: cancellationToken);
    }

    public async IAsyncEnumerable<TaskId> ListAsync(
        DateTimeOffset storedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"At lt {storedBefore}"), select: ["PartitionKey"],
            cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            yield return TaskId.Parse(row.PartitionKey);
        }
    }

    private static string PurposeOf(string name) => $"secret\n{name}";

    private static string Open(TaskCipher cipher, TaskId task, KeyValuePair<string, string> value) =>
        cipher.Open(PurposeOf(value.Key), value.Value)
        ?? throw new InvalidOperationException($"The secrets of task {task} were changed where they are stored.");

    private async Task<byte[]> KeyAsync(TaskId task, WrappedKey wrapped, CancellationToken cancellationToken)
    {
        var text = Convert.ToBase64String(wrapped.Value);
        if (_atHand.TryGetValue(task, out var known) && known.Wrapped == text)
        {
            return known.Key;
        }

        var key = await keys.UnwrapAsync(wrapped, cancellationToken);
        if (_atHand.Count >= MostKeysAtHand)
        {
            _atHand.Clear();
        }

        _atHand[task] = (text, key);
        return key;
    }
}
