using System.Text.Json;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>Makes the rows of a turn: the turn itself, its letters, those it has heard, and what an end leaves.</summary>
internal sealed class TurnWriter(string instanceId, InstanceExecution execution, TurnRows rows)
{
    /// <summary>More letters are committed ahead, because a batch holds 100 rows of up to 32 KiB, 4 MiB in all.</summary>
    private const int MaxLettersInEntry = 20;

    private const int LettersAhead = 50;

    public static IReadOnlyList<(Letter Letter, byte[] Body)> Prepare(
        string instanceId, TurnMessage.Started start, CommittedTurn turn) =>
        [.. Letters.Of(instanceId, start, turn.Turn, turn.Next)
            .Select(letter => (letter, JsonSerializer.SerializeToUtf8Bytes(letter, HistoryJson.Default.Letter)))];

    public JournalAppend Write(
        CommittedTurn turn,
        IReadOnlyList<(Letter Letter, byte[] Body)> letters,
        long lsn,
        Action<IReadOnlyList<(Letter Letter, DiscardedRow Row)>> committed,
        Action<Exception> lost)
    {
        var written = letters.Select((letter, i) => rows.Letter(lsn + i, letter.Body)).ToList();
        var own = lsn + letters.Count;
        execution.Lsn = execution.Lsn == 0 ? own : execution.Lsn;
        var row = rows.Turn(instanceId, execution.Lsn, own, turn.Body, turn.Turn.Outcome.IsLast);
        execution.Rows.Add(new(row.Key, row.BodyBlob));
        var heard = turn.Heard.Select(item => item.Letter).OfType<DiscardedRow>().ToList();
        var isSmall = letters.Count <= MaxLettersInEntry;
        var entry = new JournalEntry(
        [
            row,
            .. turn.Record.HasEnded ? rows.Ended(turn.Record, execution.Turns.All) : [],
            .. isSmall ? written : [],
            .. heard.Select(letter => new JournalRow(letter.Key, null, 0)),
        ])
        {
            Lsn = own,
            FreedBodies = [.. heard.Select(letter => letter.BodyBlob).OfType<string>()],
            Committed = () => committed(
                [.. letters.Zip(written, (letter, at) => (letter.Letter, new DiscardedRow(at.Key, at.BodyBlob)))]),
            Lost = lost,
        };
        return new(entry)
        {
            Before = isSmall ? [] : [.. written.Chunk(LettersAhead).Select(chunk => new JournalEntry(chunk))],
        };
    }
}
