using Platform.Core.Queues;

namespace Platform.TestKit.ChatOps;

public sealed record SentMessage(string Queue, byte[] Body, TimeSpan Delay);

/// <summary>Keeps what is sent.</summary>
public sealed class MemoryQueue : IQueueSender
{
    private readonly List<SentMessage> _sent = [];

    public IReadOnlyList<SentMessage> Sent => _sent;

    /// <summary>Gives what was sent since the last time.</summary>
    public IReadOnlyList<SentMessage> Take()
    {
        SentMessage[] taken = [.. _sent];
        _sent.Clear();
        return taken;
    }

    public Task SendAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        SendLaterAsync(queue, body, TimeSpan.Zero, cancellationToken);

    public Task SendLaterAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        _sent.Add(new(queue, body.ToArray(), delay));
        return Task.CompletedTask;
    }

    public Task ReturnAsync(string queue, QueueEnvelope envelope, CancellationToken cancellationToken) =>
        SendAsync(queue, envelope.Content, cancellationToken);
}
