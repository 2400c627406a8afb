namespace Platform.Core.Metrics.Senders;

/// <summary>
/// Says in CDEvents what one sender says in its own words; one class a sender. A delivery is translated again whenever it is
/// repeated, and when the catalog has learned something: the same delivery and the same catalog give the same events.
/// </summary>
public interface IDeliveryTranslator
{
    /// <value>Unique; as in <see cref="SenderDelivery.Sender"/>.</value>
    string Sender { get; }

    /// <summary>Throws only for what may pass, such as storage that is away: then the delivery is tried again.</summary>
    Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken);
}
