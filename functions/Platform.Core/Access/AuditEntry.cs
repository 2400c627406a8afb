namespace Platform.Core.Access;

public enum AuditOutcome
{
    /// <summary>What was asked for is the case now.</summary>
    Succeeded,

    /// <summary>It was understood and not done; nothing changed.</summary>
    Refused,

    /// <summary>It broke under way; part of it may have happened.</summary>
    Failed,
}

/// <summary>
/// One mutation, or one attempt at one. Calls are written before they run and completed with the outcome, so a crash leaves a
/// trace too; what happens without a call is written when its outcome is known.
/// </summary>
/// <param name="Id">Of the invocation or message; with <paramref name="When"/> it tells entries apart, so writing one twice
/// leaves one.</param>
/// <param name="Who">The caller's id, or what acts by itself: <c>github:push</c>, <c>queue:catalog-ingest</c>, <c>sweep</c>.
/// </param>
/// <param name="What">Function, method and path, or the name of the deed; never a body or a header.</param>
/// <param name="From">The client's address, or the message, file or commit that was the reason.</param>
public sealed record AuditEntry(string Id, string Who, string What, DateTimeOffset When, string From)
{
    /// <value>What was acted on: references of entities, sources, ids of tasks and keys.</value>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <value>Null while the call runs, or if the process died under it.</value>
    public AuditOutcome? Outcome { get; init; }

    /// <value>The HTTP status, where there was one.</value>
    public int? Status { get; init; }

    /// <value>A few words on the outcome: <c>3 stored, 1 removed</c>.</value>
    public string? Detail { get; init; }

    public AuditEntry WithStatus(int status) => this with
    {
        Status = status,
        Outcome = status switch
        {
            < 400 => AuditOutcome.Succeeded,
            < 500 => AuditOutcome.Refused,
            _ => AuditOutcome.Failed,
        },
    };
}

public interface IAuditLog
{
    Task BeginAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Adds outcome, status, detail and subjects to an entry that was begun.</summary>
    Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Writes an entry with its outcome at once. Subjects may be many thousands: they are spread over as many entries as are
    /// needed, with the same id.
    /// </summary>
    Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken);
}
