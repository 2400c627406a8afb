using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.Drift.Facts;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Sweeps;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Senders.ArgoCd;

namespace Platform.Functions.Drift.Sweeps;

internal static class DriftSweepRegistration
{
    public static IServiceCollection AddDriftSweeps(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DriftSweepOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<DriftSweepOptions>, DriftSweepOptionsValidation>()
            .AddDriftFactsStorage()
            .AddSingleton(new CollectionLimits())
            .AddSingleton(new FactLifetimes())
            .AddSingleton<ContentCollection>()
            .AddSingleton<SlowCollection>()
            .AddSingleton<IWorldSource, CatalogWatch>()
            .AddSingleton<IWorldSource, WeekCounting>()
            .AddSingleton<IWorldSource, ArgoSigns>()
            .AddSingleton<IWorldSource, TemplateVersions>()
            .AddSingleton<LinkBook>()
            .AddSingleton<IWorldSource>(provider => provider.GetRequiredService<LinkBook>())
            .AddSingleton(LinkLimits.Usual)
            .AddSingleton<LinkChecks>()
            .AddSingleton<MadeReading>()
            .AddSingleton<IArgoCdAudience, ArgoSigns>()
            .AddSingleton<DriftWorlds>()
            .AddSingleton<IDriftWorlds>(provider => provider.GetRequiredService<DriftWorlds>())
            .AddSingleton<IDriftTargets>(provider => provider.GetRequiredService<DriftWorlds>())
            .AddSingleton<DriftPlanning>()
            .AddSingleton<DriftLooking>()
            .AddSingleton<DriftJudging>()
            .AddSingleton<DriftConclusion>()
            .AddSingleton<DriftLook>()
            .AddSingleton<IDeliveryListener, DeploymentSignsListener>()
            .AddSingleton<DriftSweepStarter>()
            .AddSingleton<DriftSweepHandler>();
    }
}
