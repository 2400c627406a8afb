using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Status rows: what is left of an instance when it has ended, until it is purged.</summary>
internal sealed class EndedInstances(TableClient table, BodyStore bodies, Journal journal) : IDisposable
{
    private const int MaxPage = 1000;

    // Two purges of one row in the pipeline would make the second batch fail.
    private readonly SemaphoreSlim _purging = new(1);

    public async Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            JournalKeys.Partition, JournalKeys.Instance(instanceId), cancellationToken: cancellation);
        return row.HasValue ? await ReadAsync(row.Value!, cancellation) : null;
    }

    /// <returns>Null when there is no such instance, or none that has a history.</returns>
    public async Task<IReadOnlyList<Turn>?> FindHistoryAsync(string instanceId, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            JournalKeys.Partition, JournalKeys.History(instanceId), cancellationToken: cancellation);
        return row.HasValue ? TurnList.Parse((await bodies.ReadAsync(row.Value!, cancellation)).ToMemory().Span) : null;
    }

    /// <summary>Ids of the ended sub-orchestrations that the instance has called.</summary>
    public async Task<IReadOnlyList<string>> FindChildrenAsync(string parentId, CancellationToken cancellation)
    {
        var found = new List<string>();
        var filter = new InstanceFilter { Parent = parentId };
        await foreach (var row in table.QueryAsync<TableEntity>(
            filter.ForTable(), MaxPage, ["RowKey"], cancellationToken: cancellation))
        {
            found.Add(JournalKeys.InstanceId(row.RowKey));
        }

        return found;
    }

    /// <summary>In order of instance id.</summary>
    public async IAsyncEnumerable<InstanceRecord> QueryAsync(
        InstanceFilter filter, int pageSize, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in RowsAsync(filter, Math.Min(pageSize, MaxPage), cancellation))
        {
            yield return await ReadAsync(row, cancellation);
        }
    }

    /// <returns>How many were there.</returns>
    public async Task<int> PurgeAsync(InstanceFilter filter, Func<string, bool> isRunning, CancellationToken cancellation)
    {
        await _purging.WaitAsync(cancellation);
        try
        {
            var instances = new List<DiscardedRow[]>();
            await foreach (var row in RowsAsync(filter, MaxPage, cancellation))
            {
                // A running instance of this id will replace the row; until then it is the last run's and may go.
                var id = JournalKeys.InstanceId(row.RowKey);
                if (isRunning(id))
                {
                    continue;
                }

                var status = new DiscardedRow(row.RowKey, row.GetString(JournalColumns.BodyBlob));
                var history = row.GetString(JournalColumns.History) is { } blob
                    ? new DiscardedRow(JournalKeys.History(id), blob.Length > 0 ? blob : null)
                    : (DiscardedRow?)null;
                instances.Add(history is null ? [status] : [status, history.Value]);
            }

            // A status and its history go together: a batch fails on a row that is gone already.
            foreach (var chunk in instances.Chunk(JournalBatch.MaxRows / 2))
            {
                await DeleteAsync([.. chunk.SelectMany(rows => rows)], cancellation);
            }

            return instances.Count;
        }
        finally
        {
            _purging.Release();
        }
    }

    public void Dispose() => _purging.Dispose();

    private async Task DeleteAsync(DiscardedRow[] rows, CancellationToken cancellation)
    {
        var deleted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.Append(new([.. rows.Select(row => new JournalRow(row.Key, null, 0))])
        {
            Committed = () => deleted.TrySetResult(),
            Lost = exception => deleted.TrySetException(exception),
        });
        await deleted.Task;
        await bodies.DeleteAsync(rows.Where(row => row.BodyBlob is not null).Select(row => row.BodyBlob!));
    }

    private Azure.AsyncPageable<TableEntity> RowsAsync(InstanceFilter filter, int pageSize, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(filter.ForTable(), pageSize, cancellationToken: cancellation);

    private async Task<InstanceRecord> ReadAsync(TableEntity row, CancellationToken cancellation)
    {
        var body = await bodies.ReadAsync(row, cancellation);
        return JsonSerializer.Deserialize(body, HistoryJson.Default.InstanceRecord)
            ?? throw new InvalidDataException($"The status row {row.RowKey} is empty.");
    }
}
