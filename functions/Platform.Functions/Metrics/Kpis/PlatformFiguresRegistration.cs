using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Kpis;
using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Metrics.Kpis;

internal static class PlatformFiguresRegistration
{
    public static IServiceCollection AddPlatformFigures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlatformFiguresOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<PlatformFiguresOptions>, PlatformFiguresValidation>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<PlatformFiguresOptions>>().Value.Platform())
            .AddSingleton<IDeliveryListener, PlatformNotesListener>()
            .AddSingleton<ITaskWatch, RequestJournal>()
            .AddSingleton<IGoldenPaths, ProvenancePaths>()
            .AddSingleton<CensusRun>()
            .AddSingleton<IKpi, OnboardingKpi>()
            .AddSingleton<IKpi, AdoptionKpi>()
            .AddSingleton<IKpi, TicketsKpi>()
            .AddSingleton<IKpi, SelfServiceKpi>()
            .AddSingleton<IKpi, DocumentationKpi>()
            .AddSingleton<IKpi, TemplateSuccessKpi>()
            .AddSingleton<IKpi, FirstRunKpi>()
            .AddSingleton<IKpi, VerificationKpi>()
            .AddSingleton<IKpi, FreshnessKpi>()
            .AddSingleton<KpiReading>()
            .AddSingleton<PlatformHandler>();
    }
}
