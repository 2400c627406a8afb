using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics.Senders;

/// <summary>
/// A blob a body, <c>day/hash</c>: a day is forgotten by its prefix. 35 deliveries a second are 35 writes; at 10 KB each, 30 days
/// are 900 GB at the design point of 3 million a day, which is why they are not kept for ever.
/// </summary>
internal sealed class BlobDeliveryArchive(BlobServiceClient blobs) : IDeliveryArchive
{
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(SenderStorage.RawContainer);
    private volatile bool _exists;

    public async Task<string> KeepAsync(
        DateTimeOffset receivedAt, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _exists = true;
        }

        var address = $"{MetricsKeys.Day(DateOnly.FromDateTime(receivedAt.UtcDateTime))}/{ContentHash.Of(body.Span)}";
        var onlyIfNew = new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } };
        try
        {
            await _container.GetBlobClient(address).UploadAsync(BinaryData.FromBytes(body), onlyIfNew, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
        {
            // The same bytes are there already.
        }

        return address;
    }

    public async Task<ReadOnlyMemory<byte>?> FindAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await _container.GetBlobClient(address).DownloadContentAsync(cancellationToken);
            return blob.Value.Content.ToMemory();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task<int> ForgetAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var (removed, limit) = (0, MetricsKeys.Day(before));
        try
        {
            await foreach (var blob in _container.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                // Names come in order, and days sort as text.
                if (string.CompareOrdinal(blob.Name, limit) >= 0)
                {
                    break;
                }

                await _container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
                removed++;
            }
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return 0;
        }

        return removed;
    }
}
