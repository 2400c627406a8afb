using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Content;

public static class ContentStoreRegistration
{
    /// <summary>Content-addressed bodies in the storage account; expects a <c>BlobServiceClient</c>.</summary>
    public static IServiceCollection AddContentStore(this IServiceCollection services)
    {
        services.TryAddSingleton<BlobContentStore>();
        services.TryAddSingleton<IContentStore>(
            provider => new ScratchContentStore(provider.GetRequiredService<BlobContentStore>()));
        return services;
    }
}
