using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage;

/// <summary>Bodies that are too big for a row or a message, named by their hash: writing one twice is writing it once.</summary>
internal sealed class ContentContainer(BlobServiceClient service, string name)
{
    private readonly BlobContainerClient _container = service.GetBlobContainerClient(name);
    private volatile bool _exists;

    /// <returns>The body's address.</returns>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _exists = true;
        }

        var address = ContentHash.Of(body.Span);
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

    public async Task<ReadOnlyMemory<byte>> GetAsync(string address, CancellationToken cancellationToken) =>
        await FindAsync(address, cancellationToken)
            ?? throw new InvalidDataException($"The body {address} is missing from storage.");
}
