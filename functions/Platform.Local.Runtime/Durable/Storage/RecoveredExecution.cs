using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>The turns of one execution that the journal still has, in order.</summary>
internal sealed class RecoveredExecution(string instanceId, long execution)
{
    public string InstanceId { get; } = instanceId;

    public long Execution { get; } = execution;

    public List<Turn> Turns { get; } = [];

    /// <summary>The same, as they are stored.</summary>
    public List<byte[]> Bodies { get; } = [];

    public List<DiscardedRow> Rows { get; } = [];

    /// <summary>Its status row, or the execution that continues it, says the rest; these rows wait for being deleted.</summary>
    public bool HasEnded { get; set; }
}
