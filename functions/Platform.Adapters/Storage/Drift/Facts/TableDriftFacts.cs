using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Adapters.Storage.Catalog.Discovery;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Drift.Collection;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Drift.Facts;

/// <summary>
/// A row per repository, all in one partition: row = its number. 10,000 repositories are listed by ten calls, because the short
/// half alone is asked for; a first sweep writes 50 rows a call (two thirds of 4 MiB, were every body as big as a row may hold),
/// 200 calls in some minutes, far below the 2,000 rows a second of a partition. The long half is compressed, 1 to 4 KiB as a
/// rule; one beyond 32 KiB is a blob. What a sweep has verified is one more row per organisation: 10,000 times 16 bytes, a blob.
/// </summary>
internal sealed class TableDriftFacts(TableServiceClient tables, BlobServiceClient blobs) : IDriftFacts
{
    private const string Repositories = "repositories";
    private const string Verified = "verified";
    private const string Organization = "Organization";
    private const int BatchSize = 50;

    // A filter may have 15 comparisons.
    private const int MostQuestions = 12;

    private static readonly string[] ShortHalf =
        ["RowKey", Organization, .. Enumerable.Range(0, 4).Select(part => $"Text{part}")];

    private readonly OnDemandTable _table = new(tables, DriftFactsStorage.FactsTable);
    private readonly ContentContainer _bodies = new(blobs, DriftFactsStorage.BodiesContainer);

    public async Task<IReadOnlyList<DriftEntry>> ListAsync(string organization, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var name = organization.ToLowerInvariant();
        return await table
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Repositories} and Organization eq {name}"),
                select: ShortHalf,
                cancellationToken: cancellationToken)
            .Select(EntryOf)
            .ToListAsync(cancellationToken);
    }

    public async IAsyncEnumerable<DriftRecord> ReadAsync(
        long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Repositories} and RowKey ge {Key(from)} and RowKey le {Key(to)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return await RecordOfAsync(row, cancellationToken);
        }
    }

    public async Task<IReadOnlyDictionary<long, DriftRecord>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = new Dictionary<long, DriftRecord>();
        foreach (var some in ids.Distinct().Chunk(MostQuestions))
        {
            var rows = table.QueryAsync<TableEntity>(
                $"PartitionKey eq '{Repositories}' and ({string.Join(" or ", some.Select(id => $"RowKey eq '{Key(id)}'"))})",
                cancellationToken: cancellationToken);
            await foreach (var row in rows)
            {
                var record = await RecordOfAsync(row, cancellationToken);
                found[record.Id] = record;
            }
        }

        return found;
    }

    public Task SaveAsync(IReadOnlyList<DriftEntry> entries, CancellationToken cancellationToken) => WriteAsync(
        [.. entries.Select(RowOf)], TableTransactionActionType.UpsertMerge, cancellationToken);

    public async Task SaveAsync(IReadOnlyList<DriftRecord> records, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>(records.Count);
        foreach (var record in records)
        {
            var row = RowOf(record.Entry);
            await RowBody.PutAsync(row, Pack(record.Body), _bodies, cancellationToken);
            rows.Add(row);
        }

        await WriteAsync(rows, TableTransactionActionType.UpsertReplace, cancellationToken);
    }

    public async Task<DriftFreshness> FreshnessAsync(string organization, CancellationToken cancellationToken) =>
        (await FreshnessRowAsync(organization, cancellationToken)).Freshness;

    public async Task RefreshAsync(
        string organization, Func<DriftFreshness, DriftFreshness> change, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var (freshness, tag) = await FreshnessRowAsync(organization, cancellationToken);
            var row = new TableEntity(Verified, organization.ToLowerInvariant());
            await RowBody.PutAsync(row, Pack(change(freshness)), _bodies, cancellationToken);
            try
            {
                await (tag is { } known
                    ? table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellationToken)
                    : table.AddEntityAsync(row, cancellationToken));
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                // Another part of the sweep was quicker: its change is read now.
            }
        }
    }

    private async Task<(DriftFreshness Freshness, ETag? Tag)> FreshnessRowAsync(
        string organization, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Verified, organization.ToLowerInvariant(), cancellationToken: cancellationToken);
        return found.HasValue && await RowBody.GetAsync(found.Value!, _bodies, cancellationToken) is { } bytes
            ? (Unpack<DriftFreshness>(bytes), found.Value!.ETag)
            : (DriftFreshness.None, null);
    }

    private async Task WriteAsync(
        IReadOnlyList<TableEntity> rows, TableTransactionActionType how, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var batch in rows.Chunk(BatchSize))
        {
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(how, row)), cancellationToken);
        }
    }

    private async Task<DriftRecord> RecordOfAsync(TableEntity row, CancellationToken cancellationToken) => new(
        EntryOf(row),
        await RowBody.GetAsync(row, _bodies, cancellationToken) is { } bytes ? Unpack<DriftBody>(bytes) : DriftBody.Empty);

    private static TableEntity RowOf(DriftEntry entry)
    {
        var row = new TableEntity(Repositories, Key(entry.Id)) { [Organization] = entry.Organization };
        LongText.Write(row, PlatformJson.Serialize(entry));
        return row;
    }

    private static DriftEntry EntryOf(TableEntity row) => PlatformJson.Deserialize<DriftEntry>(LongText.Read(row));

    private static ReadOnlyMemory<byte> Pack<T>(T value)
    {
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            System.Text.Json.JsonSerializer.Serialize(pack, value, PlatformJson.Options);
        }

        return packed.ToArray();
    }

    private static T Unpack<T>(ReadOnlyMemory<byte> bytes)
    {
        using var packed = new MemoryStream(bytes.ToArray());
        using var unpacked = new BrotliStream(packed, CompressionMode.Decompress);
        return System.Text.Json.JsonSerializer.Deserialize<T>(unpacked, PlatformJson.Options)
            ?? throw new InvalidDataException("A row of facts is empty.");
    }

    private static string Key(long id) => id.ToString("D20", CultureInfo.InvariantCulture);
}
