using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.ArgoCd;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Deploying;

namespace Platform.Functions.Scaffolding.Deploying;

internal static class DeployingRegistration
{
    public static IServiceCollection AddDeploying(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ArgoCdOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ArgoCdOptions>, ArgoCdOptionsValidation>()
            .AddSingleton<IArgoCd, ArgoCdHttp>()
            .AddSingleton<IScaffoldAction, WaitSyncAction>()
            .AddSingleton<IDeliveryListener, ArgoCdListener>();
    }
}
