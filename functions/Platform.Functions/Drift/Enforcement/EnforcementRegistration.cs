using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Enforcement;
using Platform.Core.SourceControl;

namespace Platform.Functions.Drift.Enforcement;

internal static class EnforcementRegistration
{
    public static IServiceCollection AddDriftEnforcement(this IServiceCollection services) => services
        .AddSingleton<PullRequestChecks>()
        .AddSingleton<GoldenPathRuleset>()
        .AddSingleton<EnforcementHandler>()
        .AddSingleton<IGitHubEventHandler, PullRequestEvents>()
        .AddSingleton<IGitHubEventHandler, CheckEvents>();
}
