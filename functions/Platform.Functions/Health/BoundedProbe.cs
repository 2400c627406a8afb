using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.Core.Health;

namespace Platform.Functions.Health;

/// <summary>
/// A probe as a health check: made for each look, because bad settings make the making fail; given up after the patience; and
/// whatever it throws is a finding.
/// </summary>
internal sealed class BoundedProbe<T>(IServiceProvider services, HealthPatience patience, TimeProvider clock, object[] arguments)
    : IHealthCheck
    where T : IProbe
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience.PerProbe, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var probe = ActivatorUtilities.CreateInstance<T>(services, arguments);
            return ResultOf(await probe.LookAsync(either.Token).WaitAsync(either.Token));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return ResultOf(T.Explain(limit.IsCancellationRequested ? Late() : failure));
        }
    }

    private TimeoutException Late() => new(string.Create(
        CultureInfo.InvariantCulture, $"no answer within {patience.PerProbe.TotalSeconds:0} s"));

    private static HealthCheckResult ResultOf(Finding finding) => finding.Status switch
    {
        FindingStatus.Fine => HealthCheckResult.Healthy(finding.Message, FindingData.Of(finding)),
        FindingStatus.Warning => HealthCheckResult.Degraded(finding.Message, data: FindingData.Of(finding)),
        _ => HealthCheckResult.Unhealthy(finding.Message, data: FindingData.Of(finding)),
    };
}
