using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Alerts;

namespace Platform.Functions.Metrics.Alerts;

/// <summary>Looks at the stored figures every 15 minutes.</summary>
public sealed class AlertLookFunction(AlertRun alerts)
{
    [Function(AlertNames.Look)]
    public Task RunAsync([TimerTrigger("30 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        alerts.RunAsync(cancellationToken);
}
