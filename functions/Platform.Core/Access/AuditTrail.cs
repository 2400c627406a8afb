using Platform.Core.Primitives;

namespace Platform.Core.Access;

/// <summary>Writes what happens without an HTTP call into the audit log.</summary>
public sealed class AuditTrail(IAuditLog log, TimeProvider clock)
{
    /// <param name="who">What acts: <c>github:push</c>, <c>queue:catalog-ingest</c>, <c>sweep</c>, a caller's id.</param>
    /// <param name="what">The deed: <c>catalog ingest</c>.</param>
    /// <param name="from">Why it happened: a message, delivery or commit.</param>
    /// <param name="subjects">What changed; any number.</param>
    /// <param name="detail">A few words on the outcome.</param>
    public Task RecordAsync(
        string who,
        string what,
        string from,
        IReadOnlyList<string> subjects,
        AuditOutcome outcome,
        string? detail,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = ContentHash.Of(string.Join('\n', [who, what, from, detail ?? string.Empty, .. subjects]))[..32];
        var entry = new AuditEntry(id, who, what, now, from) { Subjects = subjects, Outcome = outcome, Detail = detail };
        return log.RecordAsync(entry, cancellationToken);
    }
}
