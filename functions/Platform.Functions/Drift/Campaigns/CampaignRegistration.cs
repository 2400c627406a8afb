using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Findings;

namespace Platform.Functions.Drift.Campaigns;

internal static class CampaignRegistration
{
    /// <summary>Needs findings; before reports, which tell how far campaigns are after the same sweep.</summary>
    public static IServiceCollection AddDriftCampaigns(this IServiceCollection services) => services
        .AddSingleton<CampaignRun>()
        .AddSingleton<IDriftListener>(provider => provider.GetRequiredService<CampaignRun>())
        .AddSingleton<CampaignReading>()
        .AddSingleton<CampaignHandler>();
}
