using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>What the journal holds when a hub is taken over.</summary>
internal sealed class RecoveredJournal
{
    public Dictionary<long, RecoveredExecution> Executions { get; } = [];

    /// <summary>What was said and not yet heard, in order.</summary>
    public List<(Letter Letter, DiscardedRow Row)> Letters { get; } = [];

    /// <summary>Letters of turns that were never committed.</summary>
    public List<DiscardedRow> Orphans { get; } = [];

    public long HighestLsn { get; set; }
}
