using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Platform.Local.Runtime.Timers;

/// <summary>
/// One blob per timer. Its lease makes runs exclusive among the processes on one storage; its content says what has run. Both in
/// one blob, so that a process which lost the lease can't write any more.
/// </summary>
internal sealed class TimerStore(BlobContainerClient container, string function)
{
    /// <summary>Azure's shortest; a killed process's timer stands still for no longer than this.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(15);

    private readonly BlobClient _blob = container.GetBlobClient($"timers/{function}/status");

    /// <summary>Null while another process has it.</summary>
    public async Task<BlobLeaseClient?> TryLeaseAsync(CancellationToken cancellationToken)
    {
        var lease = _blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(LeaseDuration, cancellationToken: cancellationToken);
            return lease;
        }
        catch (RequestFailedException held) when (held.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await CreateAsync(cancellationToken);
            return null;
        }
    }

    public async Task<TimerRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = await _blob.DownloadContentAsync(cancellationToken);
            var bytes = content.Value.Content.ToMemory();
            return bytes.IsEmpty ? null : JsonSerializer.Deserialize<TimerRecord>(bytes.Span, JsonSerializerOptions.Web);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public Task WriteAsync(TimerRecord record, BlobLeaseClient lease, CancellationToken cancellationToken) => _blob.UploadAsync(
        new BinaryData(JsonSerializer.SerializeToUtf8Bytes(record, JsonSerializerOptions.Web)),
        new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = lease.LeaseId } },
        cancellationToken);

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await _blob.UploadAsync(BinaryData.Empty, onlyNew, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another process made it in the meantime.
        }
    }
}
