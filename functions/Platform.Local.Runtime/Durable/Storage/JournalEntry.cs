namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>Rows that are committed together or not at all, and who is told.</summary>
internal sealed record JournalEntry(IReadOnlyList<JournalRow> Rows)
{
    /// <summary>The highest LSN among the rows; 0 when there is no turn among them.</summary>
    public long Lsn { get; init; }

    /// <summary>Bodies of rows that the entry deletes.</summary>
    public IReadOnlyList<string> FreedBodies { get; init; } = [];

    public Action Committed { get; init; } = static () => { };

    public Action<Exception> Lost { get; init; } = static _ => { };
}
