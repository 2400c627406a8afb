namespace Platform.Core.Metrics.Senders;

/// <summary>Why a delivery tells nothing that figures are made of. Stable codes; reasons.md says what each means.</summary>
public static partial class IgnoredReasons
{
    /// <summary>An event of the sender that is not about deliveries.</summary>
    public const string EventNotDelivery = "event-not-delivery";

    /// <summary>The sender tries whether we are there.</summary>
    public const string Ping = "ping";
}
