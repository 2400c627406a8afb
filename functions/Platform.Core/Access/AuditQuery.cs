namespace Platform.Core.Access;

/// <summary>Which entries of the audit log are wanted; what is null does not matter.</summary>
/// <param name="Who">The whole id.</param>
/// <param name="What">The beginning of it: the function's name, for example.</param>
/// <param name="Subject">One of the entry's subjects, whatever its case.</param>
/// <param name="From">The earliest time.</param>
/// <param name="To">Every entry is before it.</param>
/// <param name="Cursor">Of an earlier page of the same question.</param>
public sealed record AuditQuery(
    string? Who = null,
    string? What = null,
    string? Subject = null,
    AuditOutcome? Outcome = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    int Limit = AuditQuery.DefaultLimit,
    string? Cursor = null)
{
    public const int DefaultLimit = 50;
    public const int MostPerPage = 500;
}

/// <param name="Items">Newest first. One call looks at a bounded part of the log, so there may be fewer than asked for, even
/// none, and still a next page.</param>
/// <param name="NextCursor">Null when the log has been read to its end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? NextCursor);

public interface IAuditReader
{
    /// <returns>Null when the cursor is not one of this question.</returns>
    Task<AuditPage?> ReadAsync(AuditQuery query, CancellationToken cancellationToken);
}
