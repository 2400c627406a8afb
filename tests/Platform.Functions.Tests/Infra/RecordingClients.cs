using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Functions.Tests.Infra;

/// <summary>The app's storage clients, which remember what was asked of them by name.</summary>
internal sealed class RecordingClients
{
    private readonly ConcurrentDictionary<string, byte> _tables = new();
    private readonly ConcurrentDictionary<string, byte> _queues = new();
    private readonly ConcurrentDictionary<string, byte> _containers = new();

    public IEnumerable<string> Tables => _tables.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> Queues => _queues.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> Containers => _containers.Keys.Order(StringComparer.Ordinal);

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<TableServiceClient>(provider => new TableRecorder(ConnectionOf(provider), _tables));
        services.AddSingleton<QueueServiceClient>(provider => new QueueRecorder(ConnectionOf(provider), _queues));
        services.AddSingleton<BlobServiceClient>(provider => new BlobRecorder(ConnectionOf(provider), _containers));
    }

    private static string ConnectionOf(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>()["AzureWebJobsStorage"]!;

    private sealed class TableRecorder(string connection, ConcurrentDictionary<string, byte> names)
        : TableServiceClient(connection)
    {
        public override TableClient GetTableClient(string tableName)
        {
            names[tableName] = 0;
            return base.GetTableClient(tableName);
        }
    }

    private sealed class QueueRecorder(string connection, ConcurrentDictionary<string, byte> names)
        : QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })
    {
        public override QueueClient GetQueueClient(string queueName)
        {
            names[queueName] = 0;
            return base.GetQueueClient(queueName);
        }
    }

    private sealed class BlobRecorder(string connection, ConcurrentDictionary<string, byte> names) : BlobServiceClient(connection)
    {
        public override BlobContainerClient GetBlobContainerClient(string blobContainerName)
        {
            names[blobContainerName] = 0;
            return base.GetBlobContainerClient(blobContainerName);
        }
    }
}
