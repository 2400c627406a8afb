using System.Text.Json.Nodes;

namespace Platform.Core.Metrics.Senders;

/// <summary>What a tool sent in a form of its own, after its signature was checked.</summary>
/// <param name="Sender">The sender's name as in its address: <c>github</c>, <c>pagerduty</c>, <c>alertmanager</c>…</param>
/// <param name="Id">The sender's own id of the delivery; the body's hash where it has none. Repeated, it may differ.</param>
/// <param name="Event">The sender's name of the event; empty where the body alone tells.</param>
/// <param name="ReceivedAt">When it came; never part of what it says.</param>
/// <param name="Hints">
/// From the address that the platform team gave to the sender, for example <c>component</c> and <c>environment</c>.
/// </param>
public sealed record SenderDelivery(
    string Sender,
    string Id,
    string Event,
    JsonObject Payload,
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, string> Hints);
