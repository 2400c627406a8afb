using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Graph;
using Platform.Core.Catalog.People;

namespace Platform.Functions.Catalog.People;

internal static class PeopleRegistration
{
    /// <summary>Expects the catalog, GitHub and Slack.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PeopleSweepOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<PeopleSweepOptions>, PeopleSweepOptionsValidation>()
            .AddGraph(configuration)
            .AddSingleton<PeopleDirectories>()
            .AddSingleton(PeopleWaits.Default)
            .AddSingleton<PeopleSweep>()
            .AddSingleton<PeopleHandler>();
    }
}
