using System.Text.Json;
using Azure.Data.Tables;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Writes turns and status rows.</summary>
internal sealed class TurnRows(BodyStore bodies, long epoch)
{
    public JournalRow Turn(string instanceId, long execution, long lsn, Turn turn)
    {
        var entity = new TableEntity(JournalKeys.Partition, JournalKeys.Turn(lsn))
        {
            [JournalColumns.Instance] = instanceId,
            [JournalColumns.Execution] = execution,
        };
        if (turn.Outcome.Completion is not null)
        {
            entity[JournalColumns.Last] = true;
        }

        return bodies.Attach(entity, JsonSerializer.SerializeToUtf8Bytes(turn, HistoryJson.Default.Turn), epoch);
    }

    public JournalRow Instance(InstanceRecord record)
    {
        var entity = new TableEntity(JournalKeys.Partition, JournalKeys.Instance(record.InstanceId))
        {
            [JournalColumns.Status] = (int)record.Status,
            [JournalColumns.CreatedAt] = record.CreatedAt,
        };
        return bodies.Attach(entity, JsonSerializer.SerializeToUtf8Bytes(record, HistoryJson.Default.InstanceRecord), epoch);
    }
}
