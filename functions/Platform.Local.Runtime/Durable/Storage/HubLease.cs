using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// The lease that says which process owns the hub. It keeps live processes apart; what keeps a paused one from writing
/// is the epoch, which every commit checks.
/// </summary>
internal sealed partial class HubLease(
    BlobContainerClient container, DurableEngineOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);

    private readonly BlobClient _blob = container.GetBlobClient("owner");
    private readonly BlobLeaseClient _lease = container.GetBlobClient("owner").GetBlobLeaseClient();

    public async Task AcquireAsync(CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        while (!await TryAcquireAsync(cancellation))
        {
            var (owner, etag) = await ReadOwnerAsync(cancellation);
            if (owner is { IsKnownDead: true })
            {
                await BreakAsync(owner, etag, cancellation);
                continue;
            }

            var patience = options.OwnershipTimeout + (owner is { IsOnThisMachine: false } ? Duration : TimeSpan.Zero);
            if (time.GetElapsedTime(asked) > patience)
            {
                throw new HubOwnedException(
                    $"Hub '{options.HubName}' belongs to {owner?.ToString() ?? "another process"}. Stop it, or use another hub.");
            }

            await Task.Delay(PollEvery, time, cancellation);
        }
    }

    /// <summary>Returns only by an exception: the lease is lost, or the token was cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(RenewEvery, time, cancellation);
            try
            {
                await _lease.RenewAsync(cancellationToken: cancellation);
            }
            catch (RequestFailedException failure) when (failure.Status is 409 or 412 or 404)
            {
                throw new HubOwnedException($"Hub '{options.HubName}' was taken over by another process.", failure);
            }
            catch (Exception failure) when (Outage.Is(failure, cancellation))
            {
                // The epoch protects the journal meanwhile.
                Log.NotRenewed(log, options.HubName, failure);
            }
        }
    }

    public async Task ReleaseAsync()
    {
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (Exception failure) when (failure is RequestFailedException || Outage.Is(failure, CancellationToken.None))
        {
            Log.NotReleased(log, options.HubName, failure);
        }
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellation)
    {
        try
        {
            await _lease.AcquireAsync(Duration, cancellationToken: cancellation);
            await _blob.UploadAsync(
                BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(HubOwner.Current, HistoryJson.Default.HubOwner)),
                new BlobUploadOptions { Conditions = new() { LeaseId = _lease.LeaseId } },
                cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            await CreateBlobAsync(cancellation);
            return await TryAcquireAsync(cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            // Held by someone; or, after acquiring, broken by someone who still read the former owner's name.
            return false;
        }
    }

    private async Task CreateBlobAsync(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        try
        {
            await _blob.UploadAsync(
                BinaryData.FromString("{}"),
                new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } },
                cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            // Another process has created it in the same moment.
        }
    }

    private async Task<(HubOwner? Owner, ETag ETag)> ReadOwnerAsync(CancellationToken cancellation)
    {
        var content = await _blob.DownloadContentAsync(cancellation);
        var owner = JsonSerializer.Deserialize(content.Value.Content, HistoryJson.Default.HubOwner);
        return (owner is { Machine: not null } ? owner : null, content.Value.Details.ETag);
    }

    private async Task BreakAsync(HubOwner owner, ETag etag, CancellationToken cancellation)
    {
        try
        {
            // The condition: whoever has put its name into the blob meanwhile is not broken.
            await _lease.BreakAsync(TimeSpan.Zero, new BlobRequestConditions { IfMatch = etag }, cancellation);
            Log.Replaced(log, options.HubName, owner.ToString());
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            // Someone else was faster.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Hub '{Hub}' was left behind by {Owner}, which is gone")]
        public static partial void Replaced(ILogger logger, string hub, string owner);

        [LoggerMessage(2, LogLevel.Warning, "The lease on hub '{Hub}' could not be renewed; it will be tried again")]
        public static partial void NotRenewed(ILogger logger, string hub, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The lease on hub '{Hub}' could not be released; it will run out")]
        public static partial void NotReleased(ILogger logger, string hub, Exception exception);
    }
}
