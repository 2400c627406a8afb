using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Core.Access;

namespace Platform.Adapters.Backstage.Tokens;

public static class BackstageTokenRegistration
{
    /// <summary>Callers that a Backstage instance vouches for; expects a <c>TimeProvider</c> and <c>IWebTexts</c>.</summary>
    public static IServiceCollection AddBackstageTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackstageTokenOptions>().Bind(configuration).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<BackstageTokenOptions>, BackstageTokenOptionsValidator>());
        services.AddSingleton<IForeignTokens, BackstageTokens>();
        return services;
    }
}
