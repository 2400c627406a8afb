using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Metrics.Senders;

/// <summary>
/// Takes a delivery within its sender's patience: two writes, nothing is parsed. The body first, so that the message never names
/// what is not there; whoever is killed in between has not answered, and the sender sends again.
/// </summary>
public sealed class SenderIntake(IDeliveryArchive archive, IDeliveryRecords records, IQueueSender queues, TimeProvider clock)
{
    /// <param name="id">The sender's; null: the body's hash.</param>
    /// <returns>False for a delivery that was here before and was handled.</returns>
    public async Task<bool> TakeAsync(
        string sender,
        string? id,
        string eventName,
        IReadOnlyDictionary<string, string> hints,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken)
    {
        id ??= ContentHash.Of(body.Span);
        var key = DeliveryEnvelope.KeyOf(sender, id, body.Span);
        if (await records.WasHandledAsync(key, cancellationToken))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var address = await archive.KeepAsync(now, body, cancellationToken);
        await new DeliveryEnvelope(key, sender, id, eventName, now, address, hints).SendAsync(queues, cancellationToken);
        return true;
    }
}
