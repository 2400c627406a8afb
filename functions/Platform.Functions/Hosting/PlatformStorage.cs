using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage;

namespace Platform.Functions.Hosting;

internal static class PlatformStorage
{
    /// <summary>
    /// One client of each storage service. They are made when first asked for, because a local host fills in the connection
    /// string when it is built.
    /// </summary>
    public static IServiceCollection AddPlatformStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var address = new StorageAddress(configuration);
        services.AddSingleton(address);
        services.AddOptions<StorageOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<StorageOptions>, StorageOptionsValidation>();
        services.AddSingleton(_ => address.ConnectionString is { } connection
            ? new TableServiceClient(connection)
            : new TableServiceClient(address.Endpoint("table"), address.Credential));
        services.AddSingleton(_ => address.ConnectionString is { } connection
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(address.Endpoint("blob"), address.Credential));
        services.AddSingleton(_ =>
        {
            var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
            return address.ConnectionString is { } connection
                ? new QueueServiceClient(connection, options)
                : new QueueServiceClient(address.Endpoint("queue"), address.Credential, options);
        });
        return services;
    }
}
