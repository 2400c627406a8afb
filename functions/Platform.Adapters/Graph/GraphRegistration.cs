using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog.People;

namespace Platform.Adapters.Graph;

public static class GraphRegistration
{
    /// <summary>People from Entra ID; expects a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GraphOptions>().Bind(configuration).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GraphOptions>, GraphOptionsValidator>());
        services.TryAddSingleton(provider => CredentialOf(provider.GetRequiredService<IOptions<GraphOptions>>().Value));
        services.TryAddSingleton(provider => new GraphHttp(
            provider.GetRequiredService<GraphCredential>().Value,
            provider.GetRequiredService<IOptions<GraphOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPeopleDirectories, GraphDirectories>());
        return services;
    }

    private static GraphCredential CredentialOf(GraphOptions options) => new(
        options.IsConfigured && options.ClientSecret.Length > 0
            ? new ClientSecretCredential(options.PeopleGraphTenantId, options.PeopleGraphClientId, options.ClientSecret)
            : new ManagedIdentityCredential(options.PeopleGraphClientId.Length > 0
                ? ManagedIdentityId.FromUserAssignedClientId(options.PeopleGraphClientId)
                : ManagedIdentityId.SystemAssigned));
}

/// <summary>What Graph is asked with; a type of its own, as storage may have another credential.</summary>
public sealed record GraphCredential(TokenCredential Value);

internal sealed class GraphDirectories(IOptions<GraphOptions> options, GraphHttp http) : IPeopleDirectories
{
    public IReadOnlyList<IPeopleDirectory> Configured { get; } =
        options.Value.IsConfigured ? [new GraphPeople(http, options.Value.PeopleGraphTenantId)] : [];
}
