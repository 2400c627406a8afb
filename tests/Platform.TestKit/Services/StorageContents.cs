using System.Text;
using Azure.Data.Tables;

namespace Platform.TestKit.Services;

/// <summary>Everything that a storage account holds, as texts: rows, blobs and messages, each with its place.</summary>
public static class StorageContents
{
    public static async Task<IReadOnlyList<(string Place, string Text)>> ReadAsync(
        StorageFixture storage, CancellationToken cancellationToken)
    {
        List<(string, string)> found = [];
        await foreach (var table in storage.Tables.QueryAsync(cancellationToken: cancellationToken))
        {
            var rows = storage.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancellationToken);
            await foreach (var row in rows)
            {
                found.AddRange(row.Select(value => (
                    $"table {table.Name} {row.PartitionKey}/{row.RowKey} {value.Key}", TextOf(value.Value))));
            }
        }

        await foreach (var container in storage.Blobs.GetBlobContainersAsync(cancellationToken: cancellationToken))
        {
            var blobs = storage.Blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in blobs.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                var body = await blobs.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
                found.Add(($"blob {container.Name}/{blob.Name}", $"{blob.Name}\n{TextOf(body.Value.Content.ToArray())}"));
            }
        }

        await foreach (var queue in storage.Queues.GetQueuesAsync(cancellationToken: cancellationToken))
        {
            var messages = await storage.Queues.GetQueueClient(queue.Name).PeekMessagesAsync(32, cancellationToken);
            found.AddRange(messages.Value.Select(message => ($"queue {queue.Name}", TextOf(message.Body.ToArray()))));
        }

        return found;
    }

    // Latin-1 keeps every byte: what is not text is searched, too.
    private static string TextOf(object? value) => value switch
    {
        byte[] bytes => $"{Encoding.Latin1.GetString(bytes)}\n{Encoding.UTF8.GetString(bytes)}",
        BinaryData data => TextOf(data.ToArray()),
        _ => value?.ToString() ?? string.Empty,
    };
}
