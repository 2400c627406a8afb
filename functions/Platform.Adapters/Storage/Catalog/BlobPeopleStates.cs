using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Platform.Core.Catalog.People;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// A blob for each directory, replaced as a whole: an organisation of 3,000 people is half a megabyte before it is compressed.
/// </summary>
internal sealed class BlobPeopleStates(BlobServiceClient service) : IPeopleStates
{
    private readonly BlobContainerClient _container = service.GetBlobContainerClient(CatalogStorage.BodiesContainer);

    public async Task<(PeopleState State, string? Version)> FindAsync(string origin, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await BlobOf(origin).DownloadContentAsync(cancellationToken);
            await using var content = answer.Value.Content.ToStream();
            await using var text = new BrotliStream(content, CompressionMode.Decompress);
            var state = await JsonSerializer.DeserializeAsync<PeopleState>(text, PlatformJson.Options, cancellationToken);
            return (state!, answer.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return (PeopleState.Empty(origin), null);
        }
    }

    public async Task<bool> SaveAsync(PeopleState state, string? version, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var text = new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(text, state, PlatformJson.Options, cancellationToken);
        }

        body.Position = 0;
        var conditions = version is null
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = new ETag(version) };
        try
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await BlobOf(state.Origin).UploadAsync(
                body, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient BlobOf(string origin) => _container.GetBlobClient($"people/{ContentHash.Of(origin)[..32]}.json.br");
}
