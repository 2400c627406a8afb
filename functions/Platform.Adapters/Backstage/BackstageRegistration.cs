using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.Catalog;
using Platform.Adapters.Web;
using Platform.Core.Catalog.Backstage.Shadow;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Backstage;

public static class BackstageRegistration
{
    private const string Shadowing =
        "Shadow mode: the platform changes nothing outside as long as BackstageShadowUrl is set.";

    /// <summary>A Backstage beside the platform; expects a <c>BlobServiceClient</c> and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddShadowedBackstage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackstageOptions>().Bind(configuration).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackstageOptions>, BackstageOptionsValidator>());
        return services
            .AddSingleton(provider => new PatientHttp(
                HttpPatience.Default, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => Of(
                provider.GetRequiredService<IOptions<BackstageOptions>>().Value, provider.GetRequiredService<PatientHttp>()))
            .AddSingleton(provider => provider.GetRequiredService<IOptions<BackstageOptions>>().Value.IsShadowing
                ? new OutsideWrites(Shadowing) : OutsideWrites.Allowed)
            .AddSingleton<IShadowStates, BlobShadowStates>();
    }

    private static ShadowedBackstage Of(BackstageOptions options, PatientHttp http) =>
        BackstageAddress.TryParse(options.BackstageShadowUrl, out var root)
            ? new(BackstageAddress.NameOf(root), new BackstageCatalog(root, options.Token, http))
            : new(string.Empty, null);
}
