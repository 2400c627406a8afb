using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Drift.Content;
using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.Fixes;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Primitives;

namespace Platform.Functions.Drift.GoldenPaths;

internal static class GoldenPathRegistration
{
    public static IServiceCollection AddGoldenPath(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GoldenPathOptions>().Bind(configuration);
        return services
            .AddSingleton<GoldenPathText>()
            .AddSingleton<IGoldenPathSource>(provider => new GoldenPathHolder(
                provider.GetRequiredService<IDocumentReader>(),
                "golden-path.yaml",
                provider.GetRequiredService<GoldenPathText>().ReadAsync,
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new ContentReading(
                provider.GetRequiredService<IDocumentReader>(),
                provider.GetRequiredService<Core.Catalog.Discovery.DescriptorNames>()))
            .AddSingleton(provider => DriftFixes.All(provider.GetRequiredService<IDocumentReader>()))
            .AddSingleton(_ => new DriftEvaluation());
    }
}
