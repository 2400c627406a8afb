using Azure.Storage.Blobs;
using Platform.Adapters.Storage.Content;
using Platform.Core.Catalog.Feed;

namespace Platform.Adapters.Storage.Catalog.Feed;

/// <summary>Bodies by their address, which is their hash: what was read once never becomes old.</summary>
internal sealed class BlobCatalogBodies(BlobServiceClient blobs) : ICatalogBodies
{
    private const long MostBytes = 32 * 1024 * 1024;

    private readonly ContentContainer _content = new(blobs, CatalogStorage.BodiesContainer);
    private readonly RecentContent _recent = new(MostBytes);

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(string address, CancellationToken cancellationToken)
    {
        if (!_recent.TryGet(address, out var body))
        {
            body = await _content.GetAsync(address, cancellationToken);
            _recent.Add(address, body);
        }

        return body;
    }
}
