using Platform.Core.Queues;

namespace Platform.Core.Catalog.Locations;

/// <summary>Has every registered location read again, spread over time.</summary>
public sealed class LocationSweep(
    IRegisteredLocations locations, ICatalogOperations operations, IQueueSender queues, TimeProvider clock)
{
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var all = await locations.ListAsync(cancellationToken);
        for (var i = 0; i < all.Count; i++)
        {
            // The queue takes whole seconds.
            var delay = TimeSpan.FromSeconds((int)(Spread.TotalSeconds * i / all.Count));
            var message = new RefreshMessage($"sweep-{now:yyyyMMddHH}-{all[i].Id}", all[i].Id);
            await message.SendAsync(queues, delay, cancellationToken);
        }

        await operations.ForgetAsync(now - Kept, cancellationToken);
    }
}
