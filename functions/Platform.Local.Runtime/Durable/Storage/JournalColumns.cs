namespace Platform.Local.Runtime.Durable.Storage;

internal static class JournalColumns
{
    public const string Instance = nameof(Instance);

    /// <summary>The LSN of the execution's first turn: tells executions with one instance id apart.</summary>
    public const string Execution = nameof(Execution);

    /// <summary>Marks the last turn of an execution; it is deleted last.</summary>
    public const string Last = nameof(Last);

    /// <summary>Marks what one instance tells another.</summary>
    public const string Letter = nameof(Letter);

    /// <summary>The instance that called an ended sub-orchestration.</summary>
    public const string Parent = nameof(Parent);

    /// <summary>Set on a status row that has a history row beside it: the blob of that one's body, or empty.</summary>
    public const string History = nameof(History);

    public const string Body = nameof(Body);

    /// <summary>The blob that holds the body when it is too large for a row; otherwise absent.</summary>
    public const string BodyBlob = nameof(BodyBlob);

    public const string Status = nameof(Status);
    public const string CreatedAt = nameof(CreatedAt);

    public const string Epoch = nameof(Epoch);
    public const string Owner = nameof(Owner);
    public const string Commit = nameof(Commit);
    public const string Lsn = nameof(Lsn);
}
