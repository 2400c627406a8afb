using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platform.Core.Catalog.Backstage.Shadow;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>A blob for each Backstage: the last report, of some hundred KB at worst, and the counts of two months.</summary>
internal sealed class BlobShadowStates(BlobServiceClient service) : IShadowStates
{
    private readonly BlobContainerClient _container = service.GetBlobContainerClient(CatalogStorage.BodiesContainer);

    public async Task<(ShadowState? State, string? Version)> FindAsync(string backstage, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await BlobOf(backstage).DownloadContentAsync(cancellationToken);
            var state = JsonSerializer.Deserialize<ShadowState>(answer.Value.Content, PlatformJson.Options);
            return (state, answer.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return (null, null);
        }
    }

    public async Task<bool> SaveAsync(ShadowState state, string? version, CancellationToken cancellationToken)
    {
        var conditions = version is null
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = new ETag(version) };
        try
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await BlobOf(state.Backstage).UploadAsync(
                BinaryData.FromString(PlatformJson.Serialize(state)),
                new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient BlobOf(string backstage) =>
        _container.GetBlobClient($"shadow/{ContentHash.Of(backstage)[..32]}.json");
}
