using System.Collections.Concurrent;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.TestKit.Scaffolding;

/// <summary>Records of provenance in memory.</summary>
public sealed class MemoryProvenance : IProvenanceStore
{
    private readonly ConcurrentBag<ProvenanceRecord> _records = [];

    public Task RecordAsync(ProvenanceRecord record, CancellationToken cancellationToken)
    {
        _records.Add(record);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ProvenanceRecord>> ListAsync(
        RepositoryName repository, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProvenanceRecord>>([.. _records.Where(record => record.Repository == repository)
            .DistinctBy(record => (record.Task, record.Folder)).OrderByDescending(record => record.RequestedAt)]);
}
