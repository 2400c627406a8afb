using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Portal;

internal static class PortalRegistration
{
    public static IServiceCollection AddPortal(this IServiceCollection services) => services
        .AddSingleton<PortalAssets>()
        .AddSingleton<PortalPages>()
        .AddSingleton(provider => new PortalSessions(
            provider.GetRequiredService<BrowserSessions>(), provider.GetRequiredService<SessionCookie>()));
}
