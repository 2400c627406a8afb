using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>The turns of one execution that the journal still has, in order.</summary>
internal sealed class RecoveredExecution(string instanceId, long execution)
{
    public string InstanceId { get; } = instanceId;

    public long Execution { get; } = execution;

    public List<Turn> Turns { get; } = [];

    public List<DiscardedRow> Rows { get; } = [];

    /// <summary>Its status row says the rest: these rows only wait for being deleted.</summary>
    public bool HasEnded { get; set; }
}
