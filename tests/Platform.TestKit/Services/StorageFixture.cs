using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Xunit;

namespace Platform.TestKit.Services;

/// <summary>A storage account of its own, empty, so that tables, queues and containers may have their real names.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private static readonly QueueClientOptions QueueOptions = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    public string ConnectionString { get; private set; } = string.Empty;

    public TableServiceClient Tables { get; private set; } = null!;

    public BlobServiceClient Blobs { get; private set; } = null!;

    /// <summary>Encodes messages as base64, as the Functions host expects by default.</summary>
    public QueueServiceClient Queues { get; private set; } = null!;

    /// <summary>For tests that need more than one account, or one without a fixture.</summary>
    public static async Task<StorageFixture> NewAsync()
    {
        var fixture = new StorageFixture();
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        var services = await TestServices.Storage;
        ConnectionString = services.StorageConnectionStringFor(services.LeaseTestAccount());
        Tables = new TableServiceClient(ConnectionString);
        Blobs = new BlobServiceClient(ConnectionString);
        Queues = new QueueServiceClient(ConnectionString, QueueOptions);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
