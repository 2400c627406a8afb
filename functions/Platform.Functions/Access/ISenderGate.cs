using Microsoft.AspNetCore.Http;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>
/// How one sender of <c>POST /api/events/{sender}</c> shows that it is that sender; one class a sender. Without a configured
/// secret every delivery is refused.
/// </summary>
public interface ISenderGate
{
    /// <value>As in the address and in <see cref="Core.Metrics.Senders.SenderDelivery.Sender"/>.</value>
    string Sender { get; }

    /// <value>In bytes; bounds what a forger makes us buffer.</value>
    int LargestBody => 1024 * 1024;

    /// <summary>Checks over the bytes as they came, in constant time, before anything parses them.</summary>
    /// <returns>Null when it is the sender.</returns>
    Task<SenderRefusal?> CheckAsync(HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>What the headers tell of the delivery.</summary>
    SenderHeaders Read(IHeaderDictionary headers) => new(null, string.Empty);
}

/// <param name="Status">401 when another signature could help, 403 when nothing is configured.</param>
public sealed record SenderRefusal(int Status, Problem Problem);

/// <param name="DeliveryId">The sender's own id of the delivery; null: the body's hash is taken.</param>
/// <param name="Event">The sender's name of the event; empty where the body alone tells.</param>
public sealed record SenderHeaders(string? DeliveryId, string Event);
