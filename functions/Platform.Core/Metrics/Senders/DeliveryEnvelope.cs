using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Metrics.Senders;

/// <summary>What travels for a delivery whose signature was checked: its body stays in the archive.</summary>
/// <param name="Key">Sender, id and body together (<see cref="KeyOf"/>).</param>
/// <param name="Body">The body's address in the archive.</param>
/// <param name="Attempt">How often it was translated and found incomplete.</param>
/// <param name="Looks">How often it was sent again because the catalog seemed to have learned meanwhile.</param>
public sealed record DeliveryEnvelope(
    string Key,
    string Sender,
    string Id,
    string Event,
    DateTimeOffset ReceivedAt,
    string Body,
    IReadOnlyDictionary<string, string> Hints,
    int Attempt = 0,
    int Looks = 0)
{
    public const string Queue = "delivery-webhooks";

    /// <summary>
    /// An id alone is no identity: senders sign bodies, not ids, so whoever overheard a delivery could repeat its id with
    /// another.
    /// </summary>
    public static string KeyOf(string sender, string id, ReadOnlySpan<byte> body) =>
        ContentHash.Of($"{sender.Length}:{sender}{id.Length}:{id}{ContentHash.Of(body)}");

    public Task SendAsync(IQueueSender queues, CancellationToken cancellationToken) =>
        SendAsync(queues, TimeSpan.Zero, cancellationToken);

    public Task SendAsync(IQueueSender queues, TimeSpan delay, CancellationToken cancellationToken) => queues.SendLaterAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options), delay, cancellationToken);

    public static Result<DeliveryEnvelope> Parse(ReadOnlySpan<byte> utf8) => OwnMessage.Read<DeliveryEnvelope>(
        utf8, "a delivery of a sender", "key", "sender", "id", "event", "receivedAt", "body", "hints");
}
