namespace Platform.Core.Metrics.Senders;

/// <summary>
/// Others than the figures who wait for a sender's deliveries, and who were not told in the request because of the body's size.
/// </summary>
public interface IDeferredDeliveries
{
    /// <summary>In <see cref="SenderDelivery.Hints"/> of such a delivery.</summary>
    const string Hint = "deferred";

    string Sender { get; }

    /// <summary>May be repeated.</summary>
    Task TellAsync(SenderDelivery delivery, CancellationToken cancellationToken);
}
