namespace Platform.Core.Access;

/// <summary>
/// One mutating call. It is written before the call runs and completed with the outcome, so a crash leaves a trace too.
/// </summary>
/// <param name="Id">The invocation.</param>
/// <param name="Who">The caller's id.</param>
/// <param name="What">Function, method and path; never a body or a header.</param>
/// <param name="From">The client's address as far as it is known.</param>
/// <param name="Outcome">The HTTP status; null while the call runs, or if the process died under it.</param>
public sealed record AuditEntry(string Id, string Who, string What, DateTimeOffset When, string From, int? Outcome = null);

public interface IAuditLog
{
    Task BeginAsync(AuditEntry entry, CancellationToken cancellationToken);

    Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken);
}
