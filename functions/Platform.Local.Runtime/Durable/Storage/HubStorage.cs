using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>The hub's table and container; whoever first misses one creates it, so that a restart doesn't ask.</summary>
internal sealed class HubStorage
{
    private const int MaxHubName = 45;

    public HubStorage(DurableEngineOptions options)
    {
        var name = options.HubName;
        if (name.Length is 0 or > MaxHubName || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException(
                $"HubName is '{name}'; expected 1 to {MaxHubName} letters and digits, starting with a letter.", nameof(options));
        }

        Table = new(options.ConnectionString, $"{name}Journal", Configure(new TableClientOptions(), options));
#pragma warning disable CA1308 // Container names are lower-case.
        Container = new(
            options.ConnectionString, $"{name.ToLowerInvariant()}-journal", Configure(new BlobClientOptions(), options));
#pragma warning restore CA1308
    }

    public TableClient Table { get; }

    public BlobContainerClient Container { get; }

    private static T Configure<T>(T client, DurableEngineOptions options)
        where T : ClientOptions
    {
        // Short waits: the commit loop goes on trying by itself and must learn soon that it may.
        client.Retry.Delay = TimeSpan.FromMilliseconds(100);
        client.Retry.MaxRetries = 3;
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        options.ConfigureClients?.Invoke(client);
        return client;
    }
}
