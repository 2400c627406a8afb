using System.Collections.Concurrent;
using Platform.Core.Queues;

namespace Platform.TestKit.Queues;

/// <summary>What was sent, in order; claims are none.</summary>
public sealed class MemoryQueues : IQueueSender, IClaimCheck
{
    private readonly ConcurrentQueue<QueueEnvelope> _sent = new();

    public IReadOnlyList<QueueEnvelope> Sent => [.. _sent];

    public Task SendAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        ReturnAsync(queue, new(body), cancellationToken);

    public Task SendLaterAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(queue, body, cancellationToken);

    public Task ReturnAsync(string queue, QueueEnvelope envelope, CancellationToken cancellationToken)
    {
        _sent.Enqueue(envelope);
        return Task.CompletedTask;
    }

    public Task<ReadOnlyMemory<byte>?> RedeemAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(body);
}
