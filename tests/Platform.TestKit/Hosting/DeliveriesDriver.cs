using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Senders;

namespace Platform.TestKit.Hosting;

/// <summary>Looks at what became of deliveries.</summary>
public static class DeliveriesDriver
{
    /// <returns>Those of today and yesterday that were told of a repository.</returns>
    public static async Task<IReadOnlyList<DeliveryRecord>> OfAsync(
        PlatformHost host, string repository, CancellationToken cancellationToken)
    {
        var records = host.Services.GetRequiredService<IDeliveryRecords>();
        var found = new List<DeliveryRecord>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            found.AddRange(await records.ListAsync(
                new(day, null, DeliveryOutcome.Told, null, 10_000), cancellationToken));
        }

        return [.. found.Where(one => one.Events.Any(told => told.Contains($"/{repository} ", StringComparison.Ordinal)))];
    }
}
