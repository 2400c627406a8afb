using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Metrics.Alerts.Channels;
using Platform.Core.Metrics.Alerts.Rules;

namespace Platform.Functions.Metrics.Alerts;

internal static class AlertRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertSettings>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<AlertSettings>, AlertSettingsValidation>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<AlertSettings>>().Value.Targets(
                provider.GetRequiredService<IOptions<SlackOptions>>().Value))
            .AddSingleton<IAlertRule, RollbackRateRule>()
            .AddSingleton<IAlertRule, DailyRollbacksRule>()
            .AddSingleton<IAlertRule, LeadTimeJumpRule>()
            .AddSingleton<IAlertRule, UnhappyDeliveryRule>()
            .AddSingleton<IAlertRule, AdoptionFallingRule>()
            .AddSingleton<IAlertRule, AdoptionStalledRule>()
            .AddSingleton<IAlertRule, OnboardingRule>()
            .AddSingleton<IAlertRule, SilentSourceRule>()
            .AddSingleton<AlertWebhooks>()
            .AddSingleton<IAlertChannel, ChatAlerts>()
            .AddSingleton<IAlertChannel, WebhookAlerts>()
            .AddSingleton<IAlertChannel, QueueAlerts>()
            .AddSingleton<AlertRun>()
            .AddSingleton<AlertHandler>();
    }
}
