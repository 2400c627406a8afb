using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Web.Outside;

public static class OutsideRegistration
{
    /// <summary>Expects <see cref="OutsideRules"/> and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddOutsideHttp(this IServiceCollection services) =>
        services.AddSingleton<IOutsideHttp>(provider => new OutsideHttp(
            provider.GetRequiredService<OutsideRules>(),
            provider.GetService<OutsideWrites>() ?? OutsideWrites.Allowed,
            provider.GetRequiredService<TimeProvider>()));
}
