namespace Platform.Core.Metrics.Senders;

/// <param name="Kept">How long bodies and records of deliveries are kept; their events stay.</param>
public sealed record DeliveryRetentionTime(TimeSpan Kept);

/// <summary>Forgets the bodies and the records of deliveries that are older than they are kept.</summary>
public sealed class DeliveryRetention(
    IDeliveryArchive archive,
    IDeliveryRecords records,
    IUnattributedDeliveries waiting,
    DeliveryRetentionTime time,
    TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var limit = DateOnly.FromDateTime((clock.GetUtcNow() - time.Kept).UtcDateTime);

        // Whoever waits needs the body, so it goes last.
        await waiting.ForgetAsync(new DateTimeOffset(limit, TimeOnly.MinValue, TimeSpan.Zero), cancellationToken);
        await records.ForgetAsync(limit, cancellationToken);
        await archive.ForgetAsync(limit, cancellationToken);
    }
}
