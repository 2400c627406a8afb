using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Drift.Campaigns;
using Platform.Functions.Drift.Enforcement;
using Platform.Functions.Drift.Findings;
using Platform.Functions.Drift.GoldenPaths;
using Platform.Functions.Drift.Reports;
using Platform.Functions.Drift.Sweeps;

namespace Platform.Functions.Drift;

internal static class DriftRegistration
{
    public static IServiceCollection AddDrift(this IServiceCollection services, IConfiguration configuration) => services
        .AddGoldenPath(configuration)
        .AddDriftFindings()
        .AddDriftCampaigns()
        .AddDriftReports(configuration)
        .AddDriftSweeps(configuration)
        .AddDriftEnforcement();
}
