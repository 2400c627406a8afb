using System.Text.Json;
using Azure.Data.Tables;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Writes turns, letters and what is left of ended instances.</summary>
internal sealed class TurnRows(BodyStore bodies, long epoch)
{
    public JournalRow Turn(string instanceId, long execution, long lsn, byte[] turn, bool isLast)
    {
        var entity = new TableEntity(JournalKeys.Partition, JournalKeys.Turn(lsn))
        {
            [JournalColumns.Instance] = instanceId,
            [JournalColumns.Execution] = execution,
        };
        if (isLast)
        {
            entity[JournalColumns.Last] = true;
        }

        return bodies.Attach(entity, turn, epoch);
    }

    public JournalRow Letter(long lsn, byte[] letter)
    {
        var entity = new TableEntity(JournalKeys.Partition, JournalKeys.Turn(lsn)) { [JournalColumns.Letter] = true };
        return bodies.Attach(entity, letter, epoch);
    }

    /// <summary>The status of an ended instance, and the turns of its last execution.</summary>
    public IReadOnlyList<JournalRow> Ended(InstanceRecord record, IReadOnlyCollection<byte[]> turns)
    {
        var key = JournalKeys.History(record.InstanceId);
        var history = bodies.Attach(new TableEntity(JournalKeys.Partition, key), TurnList.Join(turns), epoch);
        return [Instance(record, history), history];
    }

    private JournalRow Instance(InstanceRecord record, JournalRow history)
    {
        var entity = new TableEntity(JournalKeys.Partition, JournalKeys.Instance(record.InstanceId))
        {
            [JournalColumns.Status] = (int)record.Status,
            [JournalColumns.CreatedAt] = record.CreatedAt,
            [JournalColumns.History] = history.BodyBlob ?? string.Empty,
        };
        if (record.ParentId is { } parent)
        {
            entity[JournalColumns.Parent] = parent;
        }

        return bodies.Attach(entity, JsonSerializer.SerializeToUtf8Bytes(record, HistoryJson.Default.InstanceRecord), epoch);
    }
}
