using Azure.Data.Tables;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>What one commit carries: entries of many instances and deletes of rows that are not needed any more.</summary>
internal sealed class JournalBatch
{
    /// <summary>A batch may hold 100 rows; one is the epoch's.</summary>
    public const int MaxRows = 99;

    /// <summary>A batch may hold 4 MiB of multipart, where binary columns are base64.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    private readonly HashSet<string> _keys = [];
    private int _bytes;

    public List<JournalEntry> Entries { get; } = [];

    public List<DiscardedRow> Discarded { get; } = [];

    public bool IsEmpty => _keys.Count == 0;

    public int Rows => _keys.Count + 1;

    public long Lsn => Entries.Count == 0 ? 0 : Entries.Max(entry => entry.Lsn);

    /// <summary>The first entry always fits: none is larger than a batch.</summary>
    public bool TryAdd(JournalEntry entry, int maxRows)
    {
        var bytes = entry.Rows.Sum(row => row.Bytes);
        if (!IsEmpty && (_keys.Count + entry.Rows.Count > maxRows || _bytes + bytes > MaxBytes))
        {
            return false;
        }

        // A batch may name a row only once.
        if (entry.Rows.Any(row => _keys.Contains(row.Key)))
        {
            return false;
        }

        _keys.UnionWith(entry.Rows.Select(row => row.Key));
        _bytes += bytes;
        Entries.Add(entry);
        return true;
    }

    public bool TryAdd(DiscardedRow row)
    {
        if (_keys.Count >= MaxRows || !_keys.Add(row.Key))
        {
            return false;
        }

        Discarded.Add(row);
        return true;
    }

    public Task UploadBodiesAsync(CancellationToken cancellation) => Task.WhenAll(
        Entries.SelectMany(entry => entry.Rows).Select(row => row.UploadBody?.Invoke(cancellation) ?? Task.CompletedTask));

    public List<TableTransactionAction> ToActions(TableTransactionAction epoch) =>
    [
        epoch,
        .. Entries.SelectMany(entry => entry.Rows).Select(row => row.ToAction()),
        .. Discarded.Select(row => new JournalRow(row.Key, null, 0).ToAction()),
    ];
}
