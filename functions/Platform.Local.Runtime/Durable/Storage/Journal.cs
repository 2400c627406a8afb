using System.Threading.Channels;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// The write side. Entries are committed in the order in which they were appended, one batch at a time: while a commit is
/// on its way the next batch fills, so the more is going on, the more turns share a call.
/// </summary>
internal sealed partial class Journal(TableClient table, HubEpoch epoch, BodyStore bodies, TimeProvider time, ILogger log)
{
    /// <summary>So many discarded rows are worth to ride along; fewer wait for a quiet moment.</summary>
    private const int DiscardsWorthSending = 32;

    /// <summary>
    /// Their part of a full batch. An orchestration leaves as many rows behind as it has turns, so with less than half
    /// the journal would grow for as long as there is much to do.
    /// </summary>
    private const int DiscardsReserved = JournalBatch.MaxRows / 2;

    private static readonly TimeSpan QuietMoment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<JournalEntry> _entries = new();
    private readonly Queue<DiscardedRow> _discarded = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _lsn = epoch.Lsn;
    private Exception? _lost;

    /// <summary>
    /// Appends what the maker makes of the LSN that it is given, and of as many behind it as it asks for: rows are committed
    /// in the order of their LSNs, so one that is higher than the epoch's belongs to a commit that never happened.
    /// </summary>
    public void Append(int lsns, Func<long, JournalAppend> make)
    {
        JournalAppend made;
        Exception? lost;
        lock (_gate)
        {
            made = make(_lsn + 1);
            _lsn += lsns;
            lost = _lost;
            if (lost is null)
            {
                foreach (var entry in made.Before)
                {
                    _entries.Enqueue(entry);
                }

                _entries.Enqueue(made.Entry);
            }
        }

        if (lost is not null)
        {
            made.Entry.Lost(lost);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Appends what has no LSN of its own.</summary>
    public void Append(JournalEntry entry) => Append(0, _ => new(entry));

    /// <summary>The numbers up to this one are in use, if only by rows that wait for being deleted.</summary>
    public void StartBehind(long lsn) => _lsn = Math.Max(_lsn, lsn);

    /// <summary>Rows of ended executions, oldest first, so that the one that says that it ended goes last.</summary>
    public void Discard(IEnumerable<DiscardedRow> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows)
            {
                _discarded.Enqueue(row);
            }
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>What was appended before is still committed; then <see cref="RunAsync"/> returns.</summary>
    public void Complete() => _signal.Writer.TryComplete();

    /// <exception cref="HubOwnedException">Another process owns the hub. Nothing was or will be written any more.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _signal.Reader.WaitToReadAsync(cancellation))
            {
                _signal.Reader.TryRead(out _);
                await CommitAllAsync(cancellation);
                await DiscardInQuietAsync(cancellation);
            }

            await CommitAllAsync(cancellation);
        }
        catch (Exception exception)
        {
            Abandon(exception);
            throw;
        }
    }

    private async Task CommitAllAsync(CancellationToken cancellation)
    {
        for (var batch = NextBatch(DiscardsWorthSending); !batch.IsEmpty; batch = NextBatch(DiscardsWorthSending))
        {
            await CommitAsync(batch, cancellation);
        }
    }

    private async Task DiscardInQuietAsync(CancellationToken cancellation)
    {
        while (_discarded.Count > 0)
        {
            var more = _signal.Reader.WaitToReadAsync(cancellation).AsTask();
            if (await Task.WhenAny(more, Task.Delay(QuietMoment, time, cancellation)) == more)
            {
                return;
            }

            await CommitAsync(NextBatch(1), cancellation);
        }
    }

    private JournalBatch NextBatch(int discardsWorthSending)
    {
        var batch = new JournalBatch();
        lock (_gate)
        {
            var discards = _discarded.Count >= discardsWorthSending ? Math.Min(_discarded.Count, DiscardsReserved) : 0;
            while (_entries.TryPeek(out var entry) && batch.TryAdd(entry, JournalBatch.MaxRows - discards))
            {
                _entries.Dequeue();
            }

            if (discards > 0)
            {
                while (_discarded.TryPeek(out var row) && batch.TryAdd(row))
                {
                    _discarded.Dequeue();
                }
            }
        }

        return batch;
    }

    private async Task CommitAsync(JournalBatch batch, CancellationToken cancellation)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        try
        {
            await PersistAsync(() => UploadAsync(batch, cancellation), batch.Rows, cancellation);
            await PersistAsync(() => TrySubmitAsync(batch, cancellation), batch.Rows, cancellation);
        }
        catch (Exception exception)
        {
            batch.Entries.ForEach(entry => entry.Lost(exception));
            throw;
        }

        batch.Entries.ForEach(entry => entry.Committed());
        var blobs = batch.Discarded.Select(row => row.BodyBlob).OfType<string>()
            .Concat(batch.Entries.SelectMany(entry => entry.FreedBodies))
            .ToList();
        if (blobs.Count > 0)
        {
            _ = bodies.DeleteAsync(blobs);
        }
    }

    /// <summary>Tries until it is done, however long storage is away; only a lost hub or a refusal ends it.</summary>
    private async Task PersistAsync(Func<Task<bool>> attempt, int rows, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            try
            {
                if (await attempt())
                {
                    return;
                }
            }
            catch (Exception failure) when (Outage.Is(failure, cancellation))
            {
                failures++;
                Log.Unreachable(log, rows, failures, failure);
                var delay = TimeSpan.FromMilliseconds(50 * Math.Pow(2, Math.Min(failures, 10)));
                await Task.Delay(delay < MaxRetryDelay ? delay : MaxRetryDelay, time, cancellation);
            }
        }
    }

    private static async Task<bool> UploadAsync(JournalBatch batch, CancellationToken cancellation)
    {
        await batch.UploadBodiesAsync(cancellation);
        return true;
    }

    private async Task<bool> TrySubmitAsync(JournalBatch batch, CancellationToken cancellation)
    {
        try
        {
            var answers = await table.SubmitTransactionAsync(batch.ToActions(epoch.NextCommit(batch.Lsn)), cancellation);
            epoch.Committed(batch.Lsn, answers.Value[0].Headers.ETag);
            return true;
        }
        catch (Exception failure) when (Outage.Is(failure, cancellation) || failure is RequestFailedException { Status: 412 })
        {
            // The answer may have been lost, and a 412 may be the trace of our own first attempt.
            return await epoch.HasHappenedAsync(batch.Lsn, cancellation);
        }
    }

    private void Abandon(Exception exception)
    {
        List<JournalEntry> entries;
        lock (_gate)
        {
            _lost = exception;
            entries = [.. _entries];
            _entries.Clear();
        }

        entries.ForEach(entry => entry.Lost(exception));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Storage does not take a commit of {Rows} rows (attempt {Attempt}); still trying")]
        public static partial void Unreachable(ILogger logger, int rows, int attempt, Exception exception);
    }
}
