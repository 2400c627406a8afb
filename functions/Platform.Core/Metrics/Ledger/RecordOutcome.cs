namespace Platform.Core.Metrics.Ledger;

public enum RecordOutcome
{
    Recorded,

    /// <summary>The same event came before; nothing changed.</summary>
    Repeated,

    /// <summary>Another event came under this source and id.</summary>
    IdReused,
}
