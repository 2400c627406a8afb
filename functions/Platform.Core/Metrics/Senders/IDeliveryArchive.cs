namespace Platform.Core.Metrics.Senders;

/// <summary>Bodies of deliveries as they came, kept for some time.</summary>
public interface IDeliveryArchive
{
    /// <summary>Keeping the same body of the same day again is keeping it once.</summary>
    /// <returns>Its address.</returns>
    Task<string> KeepAsync(DateTimeOffset receivedAt, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <returns>Null when it is not kept any more.</returns>
    Task<ReadOnlyMemory<byte>?> FindAsync(string address, CancellationToken cancellationToken);

    /// <returns>How many were removed.</returns>
    Task<int> ForgetAsync(DateOnly before, CancellationToken cancellationToken);
}
