using Azure;
using Azure.Data.Tables;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// The row that every commit updates under If-Match. It tells whether a commit whose answer was lost has happened, and a
/// new owner's start changes it, so that the former owner's next commit fails.
/// </summary>
internal sealed class HubEpoch
{
    private readonly TableClient _table;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private ETag _etag;
    private long _commit;

    private HubEpoch(TableClient table, long number, long lsn)
    {
        _table = table;
        Number = number;
        Lsn = lsn;
    }

    public long Number { get; }

    /// <summary>No turn with a higher number was ever committed.</summary>
    public long Lsn { get; private set; }

    /// <summary>Starts a new epoch; the caller owns the hub.</summary>
    public static async Task<HubEpoch> BeginAsync(TableClient table, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(
                JournalKeys.Partition, JournalKeys.Epoch, cancellationToken: cancellation);
            var last = found.HasValue ? found.Value : null;
            var epoch = new HubEpoch(
                table, 1 + (last?.GetInt64(JournalColumns.Epoch) ?? 0), last?.GetInt64(JournalColumns.Lsn) ?? 0);
            try
            {
                var row = epoch.Row(epoch.Lsn, 0);
                var answer = last is null
                    ? await table.AddEntityAsync(row, cancellation)
                    : await table.UpdateEntityAsync(row, last.ETag, TableUpdateMode.Replace, cancellation);
                epoch._etag = answer.Headers.ETag!.Value;
                return epoch;
            }
            catch (RequestFailedException failure) when (failure.Status is 409 or 412)
            {
                // The former owner has just committed, for the last time.
            }
            catch (RequestFailedException failure) when (failure.Status == 404)
            {
                await table.CreateIfNotExistsAsync(cancellation);
            }
        }
    }

    /// <summary>Must be part of every batch, as its first action.</summary>
    public TableTransactionAction NextCommit(long lsn) => new(
        TableTransactionActionType.UpdateReplace, Row(Math.Max(Lsn, lsn), _commit + 1), _etag);

    public void Committed(long lsn, ETag? etag)
    {
        _commit++;
        Lsn = Math.Max(Lsn, lsn);
        _etag = etag ?? throw new InvalidOperationException("The batch's answer has no ETag for the epoch row.");
    }

    /// <summary>Looks whether the commit that failed, as far as we know, has happened.</summary>
    /// <exception cref="HubOwnedException">Another process owns the hub.</exception>
    public async Task<bool> HasHappenedAsync(long lsn, CancellationToken cancellation)
    {
        var row = (await _table.GetEntityAsync<TableEntity>(
            JournalKeys.Partition, JournalKeys.Epoch, cancellationToken: cancellation)).Value;
        if (row.GetString(JournalColumns.Owner) != _owner)
        {
            throw new HubOwnedException("The hub was taken over by another process; this one must not write any more.");
        }

        if (row.GetInt64(JournalColumns.Commit) > _commit)
        {
            Committed(lsn, row.ETag);
            return true;
        }

        _etag = row.ETag;
        return false;
    }

    private TableEntity Row(long lsn, long commit) => new(JournalKeys.Partition, JournalKeys.Epoch)
    {
        [JournalColumns.Epoch] = Number,
        [JournalColumns.Owner] = _owner,
        [JournalColumns.Commit] = commit,
        [JournalColumns.Lsn] = lsn,
    };
}
