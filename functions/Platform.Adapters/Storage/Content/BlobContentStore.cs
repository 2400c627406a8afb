using Azure.Storage.Blobs;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Content;

/// <summary>
/// Content in blobs named by their hash, written once and never changed. What this process put or read lately is answered from
/// memory, so that the steps of a task don't pay for each other's storage calls.
/// </summary>
public sealed class BlobContentStore(BlobServiceClient blobs) : IContentStore
{
    public const string ContainerName = "content";

    private const long CachedBytes = 64 * 1024 * 1024;

    private readonly ContentContainer _container = new(blobs, ContainerName);
    private readonly RecentContent _recent = new(CachedBytes);

    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var sha256 = ContentHash.Of(content.Span);
        if (!_recent.TryGet(sha256, out _))
        {
            await _container.PutAsync(content, cancellationToken);

            // A copy: the caller may reuse its buffer, the cache must not notice.
            _recent.Add(sha256, content.ToArray());
        }

        return sha256;
    }

    public async Task<ReadOnlyMemory<byte>> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        if (_recent.TryGet(sha256, out var cached))
        {
            return cached;
        }

        var body = await _container.FindAsync(sha256, cancellationToken)
            ?? throw new ContentMissingException(sha256, "nothing is stored there");
        if (ContentHash.Of(body.Span) != sha256)
        {
            throw new ContentMissingException(sha256, "its bytes have another hash");
        }

        _recent.Add(sha256, body);
        return body;
    }
}
