using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Backstage.Tokens;
using Platform.Adapters.Storage.Access;
using Platform.Core.Access;

namespace Platform.Functions.Access;

internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidation>();
        services.AddAccessStorage();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AccessOptions>>().Value.ConfiguredKeys());
        services.AddSingleton(new ClientPrincipal(
            string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase)));
        services.AddBackstageTokens(configuration);
        services.AddSingleton<CallerAuthentication>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<BrowserGate>();
        services.AddSingleton(_ => new AccessRules(typeof(PlatformApp).Assembly.GetTypes()));
        services.AddSingleton<WebhookGate>();
        services.AddSingleton<SlackGate>();
        services.AddSingleton<RemoteActionGate>();
        services.AddSingleton<SenderGate>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<ApiKeyHandler>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditHandler>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<FirstAdminKey>(provider, Console.Error));
        return services;
    }
}
