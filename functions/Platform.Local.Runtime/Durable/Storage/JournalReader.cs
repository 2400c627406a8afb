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
    /// <param name="committed">The epoch's LSN: rows behind it belong to commits that never happened.</param>
    /// <param name="cancellation">Ends the scan.</param>
    public async Task<RecoveredJournal> ReadAsync(long committed, CancellationToken cancellation)
    {
        var journal = new RecoveredJournal();
        var (from, to) = (JournalKeys.TurnsStart, JournalKeys.TurnsEnd);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {JournalKeys.Partition} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            journal.HighestLsn = JournalKeys.Lsn(row.RowKey);
            var discarded = new DiscardedRow(row.RowKey, row.GetString(JournalColumns.BodyBlob));
            if (journal.HighestLsn > committed)
            {
                journal.Orphans.Add(discarded);
            }
            else if (row.GetBoolean(JournalColumns.Letter) == true)
            {
                journal.Letters.Add((await ReadLetterAsync(row, cancellation), discarded));
            }
            else
            {
                await ReadTurnAsync(row, discarded, journal.Executions, cancellation);
            }
        }

        return journal;
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

    private async Task ReadTurnAsync(
        TableEntity row,
        DiscardedRow discarded,
        Dictionary<long, RecoveredExecution> executions,
        CancellationToken cancellation)
    {
        var id = row.GetInt64(JournalColumns.Execution)!.Value;
        if (!executions.TryGetValue(id, out var execution))
        {
            executions[id] = execution = new(row.GetString(JournalColumns.Instance), id);
        }

        execution.Rows.Add(discarded);
        execution.HasEnded |= row.GetBoolean(JournalColumns.Last) == true;
        if (!execution.HasEnded)
        {
            var body = (await bodies.ReadAsync(row, cancellation)).ToArray();
            execution.Bodies.Add(body);
            execution.Turns.Add(JsonSerializer.Deserialize(body, HistoryJson.Default.Turn) ?? throw Empty(row));
        }
    }

    private async Task<Letter> ReadLetterAsync(TableEntity row, CancellationToken cancellation)
    {
        var body = await bodies.ReadAsync(row, cancellation);
        return JsonSerializer.Deserialize(body, HistoryJson.Default.Letter) ?? throw Empty(row);
    }

    private static InvalidDataException Empty(TableEntity row) => new($"The journal's row {row.RowKey} is empty.");
}
