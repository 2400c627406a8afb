using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub.Lost;

namespace Platform.Functions.Metrics.Senders;

/// <summary>Learns what the catalog has learned, asks for what did not arrive, and forgets what is too old.</summary>
public sealed class SenderTimers(ComponentKeySync sync, DeliveryRetention retention, LostDeliveries lost)
{
    public const string ReconcileName = "MetricsGitHubReconcile";

    public const string SyncName = "MetricsComponentKeys";
    public const string RetentionName = "MetricsDeliveriesRetention";

    [Function(SyncName)]
    public Task SyncAsync([TimerTrigger("30 */1 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        sync.RunAsync(cancellationToken);

    [Function(ReconcileName)]
    public Task ReconcileAsync(
        [TimerTrigger($"%{nameof(MetricsOptions.MetricsReconcileSchedule)}%")] TimerInfo timer,
        CancellationToken cancellationToken) => lost.RunAsync(cancellationToken);

    [Function(RetentionName)]
    public Task ForgetAsync([TimerTrigger("0 50 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        retention.RunAsync(cancellationToken);
}
