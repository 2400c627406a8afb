using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.ChatOps.Commands;
using Platform.Core.Drift.Chat;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Reports;

namespace Platform.Functions.Drift.Reports;

internal static class ReportRegistration
{
    /// <summary>Needs findings and the golden path.</summary>
    public static IServiceCollection AddDriftReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReportOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ReportOptions>, ReportOptionsValidation>()
            .AddSingleton(Targets)
            .AddSingleton<ReportChannels>()
            .AddSingleton<ReportDelivery>()
            .AddSingleton<ReportGrounds>()
            .AddSingleton<ReportRun>()
            .AddSingleton<IDriftListener>(provider => provider.GetRequiredService<ReportRun>())
            .AddSingleton<ReportReading>()
            .AddSingleton<IChatVerb, ReportVerb>()
            .AddSingleton<IChatVerb, CampaignsVerb>()
            .AddSingleton<ReportMakingHandler>()
            .AddSingleton<ReportHandler>();
    }

    private static ReportTargets Targets(IServiceProvider provider)
    {
        var slack = provider.GetRequiredService<IOptions<SlackOptions>>().Value;
        return new(
            slack.SlackBotToken.Length + slack.SlackWebhookUrl.Length > 0,
            provider.GetRequiredService<IOptions<ReportOptions>>().Value.DriftReportSchedule!);
    }
}
