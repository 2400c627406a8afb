using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics;

namespace Platform.Functions.Metrics;

/// <summary>Brings the counts up to date every minute.</summary>
public sealed class DeploymentRollupFunction(DeploymentRollup rollup)
{
    public const string Name = "DeploymentRollup";

    [Function(Name)]
    public Task RunAsync([TimerTrigger("0 */1 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        rollup.RunAsync(cancellationToken);
}
