using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Drift.Findings;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Drift.Chat;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Scorecards;

namespace Platform.Functions.Drift.Findings;

internal static class FindingRegistration
{
    /// <summary>Needs the golden path.</summary>
    public static IServiceCollection AddDriftFindings(this IServiceCollection services) => services
        .AddDriftFindingsStorage()
        .AddSingleton<FindingReading>()
        .AddSingleton<FindingHandler>()
        .AddSingleton<ScorecardRun>()
        .AddSingleton<IScorecards>(provider => provider.GetRequiredService<ScorecardRun>())
        .AddSingleton<IDriftListener>(provider => provider.GetRequiredService<ScorecardRun>())
        .AddSingleton<ScorecardReading>()
        .AddSingleton<ScorecardHandler>()
        .AddSingleton<ExemptionHandler>()
        .AddSingleton<TeamChannels>()
        .AddSingleton<OwnerReports>()
        .AddSingleton<IOwnerReports>(provider => provider.GetRequiredService<OwnerReports>())
        .AddSingleton<IDriftListener>(provider => provider.GetRequiredService<OwnerReports>())
        .AddSingleton<OwnerReportHandler>()
        .AddSingleton<IChatVerb, DriftVerb>()
        .AddSingleton<IChatVerb, OwnerWrongVerb>();
}
