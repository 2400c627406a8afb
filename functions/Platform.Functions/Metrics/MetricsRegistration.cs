using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Space;
using Platform.Functions.Metrics.Alerts;
using Platform.Functions.Metrics.Backfill;
using Platform.Functions.Metrics.Kpis;
using Platform.Functions.Metrics.Senders;
using Platform.Functions.Metrics.Surveys;

namespace Platform.Functions.Metrics;

internal static class MetricsRegistration
{
    public static IServiceCollection AddDeliveryMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidation>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<MetricsOptions>>().Value.Dora())
            .AddMetricsStorage()
            .AddSenders()
            .AddBackfill()
            .AddSurveys()
            .AddSingleton<ReviewSpread>()
            .AddSingleton<SpaceReading>()
            .AddSingleton<SpaceExplaining>()
            .AddToolSenders(configuration)
            .AddSingleton<RollupRun>()
            .AddSingleton<EventIntake>()
            .AddPlatformFigures(configuration)
            .AddAlerts(configuration)
            .AddSingleton<DeliveryEventsHandler>()
            .AddSingleton<EventsHandler>()
            .AddSingleton<MetricsQueryParser>()
            .AddSingleton<MetricsResults>()
            .AddSingleton<DoraReading>()
            .AddSingleton<GamingReading>()
            .AddSingleton<Explaining>();
    }
}
