namespace Platform.Core.Metrics.Senders;

/// <summary>Deliveries that wait for the catalog to learn whom they are about.</summary>
public interface IUnattributedDeliveries
{
    Task AddAsync(ComponentKey key, DeliveryEnvelope delivery, CancellationToken cancellationToken);

    Task<IReadOnlyList<DeliveryEnvelope>> ListAsync(ComponentKey key, CancellationToken cancellationToken);

    Task RemoveAsync(ComponentKey key, DeliveryEnvelope delivery, CancellationToken cancellationToken);

    /// <returns>How many were removed.</returns>
    Task<int> ForgetAsync(DateTimeOffset receivedBefore, CancellationToken cancellationToken);
}
