using Azure.Storage.Blobs;
using Platform.Core.Health;

namespace Platform.Adapters.Storage.Health;

/// <summary>A blob there, back and away again.</summary>
public sealed class BlobProbe(BlobServiceClient blobs) : IProbe
{
    public static Finding Explain(Exception failure) => StorageFailure.Explain("blob", "Storage Blob Data Owner", failure);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        var container = blobs.GetBlobContainerClient(HealthStorage.Container);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var blob = container.GetBlobClient(HealthStorage.NewName());
        await blob.UploadAsync(BinaryData.FromString("probe"), cancellationToken);
        await blob.DownloadContentAsync(cancellationToken);
        await blob.DeleteAsync(cancellationToken: cancellationToken);
        return Finding.Fine($"Blobs can be written, read and removed ({HealthStorage.Took(since)}).");
    }
}
