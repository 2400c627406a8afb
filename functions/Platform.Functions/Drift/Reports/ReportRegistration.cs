using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Reports;

namespace Platform.Functions.Drift.Reports;

internal static class ReportRegistration
{
    /// <summary>Needs findings and the golden path.</summary>
    public static IServiceCollection AddDriftReports(this IServiceCollection services) => services
        .AddSingleton(provider => Targets(provider.GetRequiredService<IOptions<SlackOptions>>().Value))
        .AddSingleton<ReportRun>()
        .AddSingleton<IDriftListener>(provider => provider.GetRequiredService<ReportRun>())
        .AddSingleton<ReportHandler>();

    private static ReportTargets Targets(SlackOptions slack) =>
        new(slack.SlackBotToken.Length + slack.SlackWebhookUrl.Length > 0);
}
