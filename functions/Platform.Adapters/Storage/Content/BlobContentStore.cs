using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Content;

/// <summary>
/// Content in blobs named by their hash (<c>ab/ab12…</c>), written once and never changed. What this process put or read lately
/// is answered from memory, so that the steps of a task don't pay for each other's storage calls.
/// </summary>
public sealed class BlobContentStore(BlobServiceClient blobs) : IContentStore
{
    public const string ContainerName = "content";

    private const long CachedBytes = 64 * 1024 * 1024;

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(ContainerName);
    private readonly RecentContent _recent = new(CachedBytes);

    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var sha256 = ContentHash.Of(content.Span);
        if (_recent.TryGet(sha256, out _))
        {
            return sha256;
        }

        // A copy: the caller may reuse its buffer, the cache must not notice.
        var body = content.ToArray();
        try
        {
            await UploadAsync(sha256, body, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await UploadAsync(sha256, body, cancellationToken);
        }

        _recent.Add(sha256, body);
        return sha256;
    }

    public async Task<ReadOnlyMemory<byte>> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        if (_recent.TryGet(sha256, out var cached))
        {
            return cached;
        }

        var body = await DownloadAsync(sha256, cancellationToken);
        if (ContentHash.Of(body) != sha256)
        {
            throw new ContentMissingException(sha256, "its bytes have another hash");
        }

        _recent.Add(sha256, body);
        return body;
    }

    private async Task UploadAsync(string sha256, byte[] body, CancellationToken cancellationToken)
    {
        var onlyIfNew = new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } };
        try
        {
            await Blob(sha256).UploadAsync(new BinaryData(body), onlyIfNew, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // The same address is the same body.
        }
    }

    private async Task<byte[]> DownloadAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            var download = await Blob(sha256).DownloadContentAsync(cancellationToken);
            return download.Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new ContentMissingException(sha256, "nothing is stored there");
        }
    }

    // Sharded names spread over the service's partitions and keep listings usable.
    private BlobClient Blob(string sha256) => _container.GetBlobClient($"{sha256[..2]}/{sha256}");
}
