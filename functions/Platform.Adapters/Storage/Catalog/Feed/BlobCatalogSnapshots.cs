using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Platform.Core.Catalog.Feed;

namespace Platform.Adapters.Storage.Catalog.Feed;

/// <summary>
/// One blob. Its replacement becomes visible at once or not at all, and only whoever holds its lease can replace it. An empty one
/// was made to be leased, and is no snapshot.
/// </summary>
internal sealed class BlobCatalogSnapshots(BlobServiceClient blobs) : ICatalogSnapshots
{
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(60);

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(CatalogStorage.SnapshotContainer);

    private BlobClient Blob => _container.GetBlobClient("snapshot");

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var blob = await Blob.DownloadContentAsync(cancellationToken);
            var bytes = blob.Value.Content.ToMemory();
            return bytes.Length > 0 ? bytes : default(ReadOnlyMemory<byte>?);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task<ISnapshotLease?> TryLeaseAsync(CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var lease = Blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(LeaseFor, cancellationToken: cancellationToken);
            return new Lease(Blob, lease);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return await TryMakeAsync(cancellationToken) ? await TryLeaseAsync(cancellationToken) : null;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return null;
        }
    }

    private async Task<bool> TryMakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var onlyIfNew = new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } };
            await Blob.UploadAsync(BinaryData.Empty, onlyIfNew, cancellationToken);
            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 409 or 412)
        {
            return false;
        }
    }

    private sealed class Lease(BlobClient blob, BlobLeaseClient lease) : ISnapshotLease
    {
        public async Task<ReadOnlyMemory<byte>> ReadStartAsync(int bytes, CancellationToken cancellationToken)
        {
            // A range of an empty blob is an error; its length is not.
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (properties.Value.ContentLength == 0)
            {
                return ReadOnlyMemory<byte>.Empty;
            }

            var start = await blob.DownloadContentAsync(
                new BlobDownloadOptions { Range = new HttpRange(0, bytes) }, cancellationToken);
            return start.Value.Content.ToMemory();
        }

        public Task WriteAsync(ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken) => blob.UploadAsync(
            BinaryData.FromBytes(snapshot),
            new BlobUploadOptions { Conditions = new() { LeaseId = lease.LeaseId } },
            cancellationToken);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await lease.ReleaseAsync();
            }
            catch (RequestFailedException)
            {
                // It ends by itself.
            }
        }
    }
}
