using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// Bodies over 32 KiB, as blobs named by epoch and row, so that a paused process can't overwrite those of its successor.
/// </summary>
internal sealed partial class BodyStore(BlobContainerClient container, ILogger log)
{
    private const int MaxInRow = 32 * 1024;
    private const string Folder = "bodies/";

    /// <summary>Puts the body into the entity, or says how to write it to a blob that the entity names.</summary>
    public JournalRow Attach(TableEntity entity, byte[] body, long epoch)
    {
        if (body.Length <= MaxInRow)
        {
            entity[JournalColumns.Body] = body;
            return new(entity.RowKey, entity, body.Length);
        }

        var name = $"{Folder}{epoch}/{Guid.NewGuid():N}";
        entity[JournalColumns.BodyBlob] = name;
        var blob = container.GetBlobClient(name);
        return new(entity.RowKey, entity, 0)
        {
            UploadBody = cancellation => blob.UploadAsync(BinaryData.FromBytes(body), overwrite: true, cancellation),
        };
    }

    public async Task<BinaryData> ReadAsync(TableEntity entity, CancellationToken cancellation)
    {
        if (entity.GetBinary(JournalColumns.Body) is { } inRow)
        {
            return BinaryData.FromBytes(inRow);
        }

        var blob = container.GetBlobClient(entity.GetString(JournalColumns.BodyBlob));
        return (await blob.DownloadContentAsync(cancellation)).Value.Content;
    }

    /// <summary>Blobs whose row is gone; a failure only leaves them for the sweep of a later start.</summary>
    public async Task DeleteAsync(IEnumerable<string> names)
    {
        try
        {
            foreach (var name in names)
            {
                await container.DeleteBlobIfExistsAsync(name);
            }
        }
        catch (Exception failure) when (failure is RequestFailedException || Outage.Is(failure, CancellationToken.None))
        {
            Log.NotDeleted(log, failure);
        }
    }

    /// <summary>Deletes what earlier epochs wrote and no row names: the commit never happened, or the row is gone.</summary>
    public async Task SweepAsync(
        long epoch, Func<CancellationToken, Task<HashSet<string>>> findReferenced, CancellationToken cancellation)
    {
        try
        {
            var orphans = await FindOrphansAsync(epoch, findReferenced, cancellation);
            await DeleteAsync(orphans);
        }
        catch (Exception failure) when (Outage.Is(failure, cancellation))
        {
            Log.NotDeleted(log, failure);
        }
    }

    private async Task<List<string>> FindOrphansAsync(
        long epoch, Func<CancellationToken, Task<HashSet<string>>> findReferenced, CancellationToken cancellation)
    {
        var found = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder, cancellation))
        {
            if (!blob.Name.StartsWith($"{Folder}{epoch}/", StringComparison.Ordinal))
            {
                found.Add(blob.Name);
            }
        }

        // Listed before the rows are read: what is written meanwhile belongs to this epoch and isn't listed.
        var referenced = found.Count > 0 ? await findReferenced(cancellation) : [];
        return [.. found.Where(name => !referenced.Contains(name))];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Bodies that are not needed any more could not be deleted")]
        public static partial void NotDeleted(ILogger logger, Exception exception);
    }
}
