using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Files;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Library.Promotion;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Testing;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Functions.Scaffolding.Promotion;

internal static class PromotionRegistration
{
    /// <summary>The templates, and what decides which of their versions is offered.</summary>
    public static IServiceCollection AddTemplates(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PromotionOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<PromotionOptions>, PromotionOptionsValidation>()
            .AddSingleton(provider => new PromotionPolicy(
                provider.GetRequiredService<IOptions<PromotionOptions>>().Value.TemplatePromotion == PromotionOptions.Required))
            .AddSingleton<ITemplateLibrary>(provider => new VersionedTemplates(
                new DirectoryTemplates(
                    provider.GetRequiredService<IOptions<ScaffoldOptions>>().Value.TemplatesPath,
                    provider.GetRequiredService<IDocumentReader>(),
                    provider.GetRequiredService<IContentStore>()),
                provider.GetRequiredService<ITemplateVersions>(),
                provider.GetRequiredService<IContentStore>(),
                provider.GetRequiredService<IDocumentReader>(),
                provider.GetRequiredService<TemplateActions>(),
                provider.GetRequiredService<PromotionPolicy>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<StoredTests>()
            .AddSingleton<PromotionProcess>()
            .AddSingleton<PromotionHandler>();
    }
}
