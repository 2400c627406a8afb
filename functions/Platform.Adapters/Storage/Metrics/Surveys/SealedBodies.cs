using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;

namespace Platform.Adapters.Storage.Metrics.Surveys;

/// <summary>Bodies that are written once, under a name and a key of their own; without the key they are noise.</summary>
internal sealed class SealedBodies(BlobServiceClient service)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(MetricsStorage.SurveyBodiesContainer);

    public async Task<(string Address, byte[] Key)> PutAsync(byte[] body, CancellationToken cancellationToken)
    {
        var (address, key) = (RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetBytes(KeySize));
        var text = new byte[body.Length + TagSize];
        using var cipher = new AesGcm(key, TagSize);
        // A key is used once, so the nonce may be always the same.
        cipher.Encrypt(new byte[NonceSize], body, text.AsSpan(0, body.Length), text.AsSpan(body.Length));
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await _container.UploadBlobAsync(address, BinaryData.FromBytes(text), cancellationToken);
        return (address, key);
    }

    /// <returns>Null when it was removed.</returns>
    public async Task<byte[]?> FindAsync(string address, byte[] key, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await _container.GetBlobClient(address).DownloadContentAsync(cancellationToken);
            var text = blob.Value.Content.ToArray();
            var body = new byte[text.Length - TagSize];
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(new byte[NonceSize], text.AsSpan(0, body.Length), text.AsSpan(body.Length), body);
            return body;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task RemoveAsync(string? address, CancellationToken cancellationToken)
    {
        if (address is not null)
        {
            await _container.GetBlobClient(address).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }
}
