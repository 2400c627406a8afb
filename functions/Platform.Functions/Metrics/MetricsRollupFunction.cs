using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Keeping;

namespace Platform.Functions.Metrics;

/// <summary>Brings the figures up to date every minute.</summary>
public sealed class MetricsRollupFunction(RollupRun rollup)
{
    public const string Name = "MetricsRollup";

    [Function(Name)]
    public Task RunAsync([TimerTrigger("0 */1 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        rollup.RunAsync(cancellationToken);
}
