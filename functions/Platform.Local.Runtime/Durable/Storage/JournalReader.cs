using System.Text.Json;
using Azure.Data.Tables;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// The read side of recovery. Ended instances have a status row (the checkpoint) and lose their turns, so the scan reads
/// what is still running and little more.
/// </summary>
internal sealed class JournalReader(TableClient table, BodyStore bodies)
{
    public async Task<IReadOnlyCollection<RecoveredExecution>> ReadAsync(CancellationToken cancellation)
    {
        var executions = new Dictionary<long, RecoveredExecution>();
        var (from, to) = (JournalKeys.TurnsStart, JournalKeys.TurnsEnd);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {JournalKeys.Partition} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var id = row.GetInt64(JournalColumns.Execution)!.Value;
            if (!executions.TryGetValue(id, out var execution))
            {
                executions[id] = execution = new(row.GetString(JournalColumns.Instance), id);
            }

            execution.Rows.Add(new(row.RowKey, row.GetString(JournalColumns.BodyBlob)));
            execution.HasEnded |= row.GetBoolean(JournalColumns.Last) == true;
            if (!execution.HasEnded)
            {
                execution.Turns.Add(await ReadTurnAsync(row, cancellation));
            }
        }

        return executions.Values;
    }

    public async Task<HashSet<string>> ReferencedBodiesAsync(CancellationToken cancellation)
    {
        var names = new HashSet<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JournalKeys.Partition} and BodyBlob ge {string.Empty}");
        await foreach (var row in table.QueryAsync<TableEntity>(
            filter, select: [JournalColumns.BodyBlob], cancellationToken: cancellation))
        {
            if (row.GetString(JournalColumns.BodyBlob) is { } name)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private async Task<Turn> ReadTurnAsync(TableEntity row, CancellationToken cancellation)
    {
        var body = await bodies.ReadAsync(row, cancellation);
        return JsonSerializer.Deserialize(body, HistoryJson.Default.Turn)
            ?? throw new InvalidDataException($"The journal's row {row.RowKey} is empty.");
    }
}
