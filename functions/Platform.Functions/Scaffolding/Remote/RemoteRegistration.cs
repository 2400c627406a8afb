using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.Adapters.Web.Outside;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.Scaffolding.Actions.Remote;

namespace Platform.Functions.Scaffolding.Remote;

/// <summary>Actions that call hosts outside, and those that others carry out.</summary>
internal static class RemoteRegistration
{
    public static IServiceCollection AddOutsideActions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutsideOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<OutsideOptions>, OutsideOptionsValidation>()
            .AddSingleton(provider => RulesOf(
                provider.GetRequiredService<IOptions<OutsideOptions>>().Value, provider.GetRequiredService<IHostEnvironment>()))
            .AddOutsideHttp()
            .AddSingleton<IScaffoldAction, HttpRequestAction>()
            .AddSingleton<IRemoteActionSettings, RemoteActionSettings>()
            .AddSingleton<RemoteActionTransport>()
            .AddSingleton<RemoteActions>()
            .AddSingleton<IActionSource>(provider => provider.GetRequiredService<RemoteActions>())
            .AddSingleton<RemoteActionHandler>()
            .AddSingleton<RemoteCallbacks>();
    }

    private static OutsideRules RulesOf(OutsideOptions options, IHostEnvironment environment) =>
        new(options.Listed(), options.PrivateHosts(), environment.IsDevelopment(), options.Links());
}
