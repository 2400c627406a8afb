using System.Collections.Concurrent;
using Platform.Core.Access;

namespace Platform.TestKit.Access;

/// <summary>The audit log in memory.</summary>
public sealed class MemoryAuditLog : IAuditLog
{
    private readonly ConcurrentDictionary<(string Id, DateTimeOffset When), AuditEntry> _entries = new();

    /// <value>Oldest first.</value>
    public IReadOnlyList<AuditEntry> Entries => [.. _entries.Values.OrderBy(entry => entry.When)];

    public Task BeginAsync(AuditEntry entry, CancellationToken cancellationToken) => RecordAsync(entry, cancellationToken);

    public Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken) => RecordAsync(entry, cancellationToken);

    public Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        _entries[(entry.Id, entry.When)] = entry;
        return Task.CompletedTask;
    }
}
