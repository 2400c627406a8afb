using Azure.Storage.Queues;
using Platform.Core.Health;

namespace Platform.Adapters.Storage.Health;

/// <summary>
/// A message there and away again by its own receipt: receiving could hand out another instance's. It is invisible meanwhile and
/// short-lived.
/// </summary>
public sealed class QueueProbe(QueueServiceClient queues) : IProbe
{
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public static Finding Explain(Exception failure) =>
        StorageFailure.Explain("queue", "Storage Queue Data Contributor", failure);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        var queue = queues.GetQueueClient(HealthStorage.Queue);
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var receipt = await queue.SendMessageAsync(HealthStorage.NewName(), Hidden, Lifetime, cancellationToken);
        await queue.DeleteMessageAsync(receipt.Value.MessageId, receipt.Value.PopReceipt, cancellationToken);
        return Finding.Fine($"Queues take and remove a message ({HealthStorage.Took(since)}).");
    }
}
