using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Kpis.Census;

namespace Platform.Functions.Metrics.Kpis;

/// <summary>Looks at the catalog once an hour for the figures that are made of it.</summary>
public sealed class PlatformCensusFunction(CensusRun census)
{
    public const string Name = "MetricsCensus";

    [Function(Name)]
    public Task RunAsync([TimerTrigger("0 27 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        census.RunAsync(cancellationToken);
}
