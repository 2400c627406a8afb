using System.Collections.Concurrent;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Drift.Findings;

/// <summary>
/// A row per subject, its record as compressed JSON. 10,000 repositories and as many entities are 20,000 rows of 1 KiB in 16
/// partitions: 1,250 rows and two pages each, where one takes 2,000 writes a second. What each record was made of stands in a
/// column of its own, so that a sweep compares in memory: an unchanged one reads 32 pages and writes nothing; a cold one
/// writes 20,000 rows, one each, 32 at a time. A row is all that changes at once, so a process may end between any two.
/// </summary>
internal sealed class TableFindings(TableServiceClient tables, BlobServiceClient blobs, TimeProvider clock)
    : IFindingsLedger, IFindings, IDisposable
{
    private const string Fingerprint = "Fingerprint";
    private const int AtOnce = 32;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly OnDemandTable _table = new(tables, DriftFindingsStorage.SubjectsTable);
    private readonly ContentContainer _bodies = new(blobs, DriftFindingsStorage.BodiesContainer);
    private readonly SemaphoreSlim _loading = new(1);
    private (string Sweep, DateTimeOffset At, ConcurrentDictionary<string, string> Rows)? _fingerprints;

    public async Task<LedgerOutcome> ApplyAsync(
        string sweep, IReadOnlyList<RuleResult> results, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var subjects = results.GroupBy(result => result.Subject.Key).Select(group => group.ToList()).ToList();
        var known = await FingerprintsAsync(sweep, subjects.Count, cancellationToken);
        var turns = new ConcurrentBag<LedgerOutcome>();
        await Parallel.ForEachAsync(
            subjects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (subject, token) =>
            {
                var row = Finding.RowOf(subject[0].Subject.Key);
                turns.Add(known?.GetValueOrDefault(row) == SubjectTurn.FingerprintOf(subject)
                    ? LedgerOutcome.None with { Unchanged = 1 }
                    : await ChangeAsync(row, record => SubjectTurn.Of(record, subject, sweep, at), known, token));
            });
        return turns.Aggregate(LedgerOutcome.None, (sum, one) => sum + one);
    }

    public async Task<LedgerOutcome> RetireAsync(
        string sweep, IReadOnlyCollection<string> subjectKeys, string reason, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var outcome = LedgerOutcome.None;
        foreach (var key in subjectKeys)
        {
            outcome += await ChangeAsync(
                Finding.RowOf(key),
                record => record is null ? new(null, LedgerOutcome.None) : SubjectTurn.Gone(record, sweep, reason, at),
                _fingerprints?.Rows, cancellationToken);
        }

        return outcome;
    }

    public async IAsyncEnumerable<SubjectRecord> SubjectsAsync(
        string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await foreach (var row in table.QueryAsync<TableEntity>(FromFilter(from), cancellationToken: cancellationToken))
        {
            yield return await ReadAsync(row, cancellationToken);
        }
    }

    public async Task<SubjectRecord?> FindAsync(string subjectKey, CancellationToken cancellationToken) =>
        await FindRowAsync(Finding.RowOf(subjectKey), cancellationToken) is { } row
            ? await ReadAsync(row, cancellationToken)
            : null;

    public async Task<Finding?> FindFindingAsync(string id, CancellationToken cancellationToken) =>
        Finding.RowOfId(id) is { } row && await FindRowAsync(row, cancellationToken) is { } found
            ? (await ReadAsync(found, cancellationToken)).Findings.FirstOrDefault(finding => finding.Id == id)
            : null;

    public void Dispose() => _loading.Dispose();

    private static string Partition(string row) => row[..1];

    private static string? FromFilter(string? from) => from is null
        ? null
        : TableClient.CreateQueryFilter(
            $"PartitionKey gt {Partition(from)} or (PartitionKey eq {Partition(from)} and RowKey ge {from})");

    // Another instance may write meanwhile: who compares with what is half a minute old at worst leaves the rest to the next
    // sweep.
    private async Task<ConcurrentDictionary<string, string>?> FingerprintsAsync(
        string sweep, int subjects, CancellationToken cancellationToken)
    {
        if (subjects < 2)
        {
            return null;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_fingerprints is { } loaded && loaded.Sweep == sweep && clock.GetUtcNow() - loaded.At < Fresh)
            {
                return loaded.Rows;
            }

            var rows = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            var table = await _table.GetAsync(cancellationToken);
            await foreach (var row in table.QueryAsync<TableEntity>(
                select: ["RowKey", Fingerprint], cancellationToken: cancellationToken))
            {
                rows[row.RowKey] = row.GetString(Fingerprint);
            }

            _fingerprints = (sweep, clock.GetUtcNow(), rows);
            return rows;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<LedgerOutcome> ChangeAsync(
        string key, Func<SubjectRecord?, SubjectTurn> change, ConcurrentDictionary<string, string>? known,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await FindRowAsync(key, cancellationToken);
            var turn = change(found is null ? null : await ReadAsync(found, cancellationToken));
            if (turn.Tally.Written == 0 || turn.Record is null)
            {
                return turn.Tally;
            }

            var row = new TableEntity(Partition(key), key) { [Fingerprint] = turn.Record.Fingerprint };
            await RowBody.PutAsync(row, Packed(turn.Record), _bodies, cancellationToken);
            try
            {
                var table = await _table.GetAsync(cancellationToken);
                await (found is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, found.ETag, TableUpdateMode.Replace, cancellationToken));
                known?[key] = turn.Record.Fingerprint;
                return turn.Tally;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Somebody else was faster; their record is changed then.
            }
        }
    }

    private async Task<TableEntity?> FindRowAsync(string key, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(key), key, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static byte[] Packed(SubjectRecord record)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(pack, record, PlatformJson.Options);
        }

        return packed.ToArray();
    }

    private async Task<SubjectRecord> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var body = await RowBody.GetAsync(row, _bodies, cancellationToken)
            ?? throw new InvalidDataException($"The subject {row.RowKey} has no record.");
        using var unpacked = new BrotliStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<SubjectRecord>(unpacked, PlatformJson.Options)
            ?? throw new InvalidDataException($"The subject {row.RowKey} has no record.");
    }
}
