namespace Platform.Core.Queues;

/// <summary>
/// Puts messages on queues. A body that a queue message can't carry (48 KiB before base64) travels as a claim check:
/// the body is in the content container and the message is <c>{"claim":"&lt;sha256&gt;"}</c>.
/// </summary>
public interface IQueueSender
{
    /// <summary>The sender's trace goes with a body that is a JSON object (<see cref="QueueEnvelope"/>).</summary>
    Task SendAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>The same, but nobody sees the message before the delay has passed; at most 7 days.</summary>
    Task SendLaterAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Puts a message back on its queue as a new one: same content, same trace, attempts counted from one.</summary>
    Task ReturnAsync(string queue, QueueEnvelope envelope, CancellationToken cancellationToken);
}

/// <summary>Gives back what <see cref="IQueueSender"/> put away.</summary>
public interface IClaimCheck
{
    /// <returns>The body itself when it is not a claim; null when the claim names a body that does not exist.</returns>
    Task<ReadOnlyMemory<byte>?> RedeemAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}

public interface IQueueDepths
{
    /// <summary>About how many messages are on a queue; 0 where the queue does not exist yet.</summary>
    Task<int> CountAsync(string queue, CancellationToken cancellationToken);
}
