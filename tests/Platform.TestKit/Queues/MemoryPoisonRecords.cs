using System.Collections.Concurrent;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.TestKit.Queues;

/// <summary>Records of failed messages that live as long as their test.</summary>
public sealed class MemoryPoisonRecords : IPoisonRecords
{
    private readonly ConcurrentDictionary<(string Queue, string Body), PoisonRecord> _records = new();

    public IReadOnlyList<PoisonRecord> All => [.. _records.Values];

    public Task RecordAsync(PoisonRecord record, CancellationToken cancellationToken)
    {
        _records[(record.Queue, ContentHash.Of(record.Body.Span))] = record;
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var key = (queue, ContentHash.Of(body.Span));
        if (_records.TryGetValue(key, out var known) && !known.GivenUp)
        {
            _records.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }

    public Task<PoisonRecord?> FindAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Task.FromResult(_records.GetValueOrDefault((queue, ContentHash.Of(body.Span))));

    public Task<int> CountAsync(string queue, int most, CancellationToken cancellationToken) =>
        Task.FromResult(Math.Min(most, _records.Values.Count(record => record.Queue == queue && record.GivenUp)));

    public Task<IReadOnlyList<PoisonRecord>> ListAsync(string queue, int most, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PoisonRecord>>([.. _records.Values.Where(record => record.Queue == queue).Take(most)]);
}
