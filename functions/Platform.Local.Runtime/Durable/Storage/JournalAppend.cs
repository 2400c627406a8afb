namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// An entry, and what must be committed before it because together they don't fit into a batch. What is before has no LSN
/// of its own: without the entry it counts as never written.
/// </summary>
internal sealed record JournalAppend(JournalEntry Entry)
{
    public IReadOnlyList<JournalEntry> Before { get; init; } = [];
}
