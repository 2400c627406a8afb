using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>The finished buckets: a partition per scope, a row per day.</summary>
internal sealed class RollupRows(TableServiceClient tables, BlobServiceClient blobs, DoraOptions options, TimeProvider clock)
{
    private const string Digest = "Digest";
    private const string Scopes = "Scopes";
    internal const string Deployments = "Deployments";
    internal const string Open = "Open";
    private const string Seen = "Seen";

    private readonly OnDemandTable _rollups = new(tables, MetricsStorage.RollupsTable);
    private readonly OnDemandTable _restatements = new(tables, MetricsStorage.RestatementsTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    /// <summary>What was shared of a day, and with whom.</summary>
    internal sealed record KnownShare(string Digest, IReadOnlyList<Scope> Scopes);

    public static string DigestOf(DayShare share)
    {
        var text = new StringBuilder();
        foreach (var (scope, bucket) in share.Parts.OrderBy(part => new BucketKey(part.Key, share.Day), BucketKey.Order))
        {
            var seen = share.Sightings.TryGetValue(scope, out var sightings) ? PlatformJson.Serialize(sightings) : string.Empty;
            text.Append((int)scope.Kind).Append(scope.Name.Length).Append(':').Append(scope.Name)
                .Append(Convert.ToBase64String(BucketBytes.Write(bucket))).Append(seen);
        }

        return ContentHash.Of(text.ToString());
    }

    public async Task<IReadOnlyDictionary<DateOnly, KnownShare>> SharesOfAsync(Scope scope, CancellationToken cancellationToken)
    {
        var table = await _rollups.GetAsync(cancellationToken);
        var partition = MetricsKeys.Scope(scope);
        var found = new Dictionary<DateOnly, KnownShare>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, select: ["RowKey", Digest, Scopes], cancellationToken: cancellationToken))
        {
            var known = new KnownShare(
                row.GetString(Digest), PlatformJson.Deserialize<IReadOnlyList<Scope>>(row.GetString(Scopes)));
            found.Add(MetricsKeys.ToDay(row.RowKey), known);
        }

        return found;
    }

    /// <summary>Writes nothing when the same is there; tells the log before the row: a crash hides no change.</summary>
    public async Task SaveAsync(BucketKey key, DayShare share, string digest, bool closed, CancellationToken cancellationToken)
    {
        var table = await _rollups.GetAsync(cancellationToken);
        var (partition, day) = (MetricsKeys.Scope(key.Scope), MetricsKeys.Day(key.Day));
        var known = await table.GetEntityIfExistsAsync<TableEntity>(partition, day, cancellationToken: cancellationToken);
        var before = known.HasValue ? known.Value : null;
        if (before is null ? share.Parts.Count == 0 : before.GetString(Digest) == digest)
        {
            return;
        }

        var bytes = share.Parts.GetValueOrDefault(key.Scope) is { } bucket ? BucketBytes.Write(bucket) : null;
        if (closed)
        {
            await RestateAsync(key, before, bytes, digest, cancellationToken);
        }

        if (share.Parts.Count == 0)
        {
            await table.DeleteEntityAsync(partition, day, ETag.All, cancellationToken);
            return;
        }

        var row = new TableEntity(partition, day)
        {
            [Digest] = digest,
            [Scopes] = PlatformJson.Serialize(share.Parts.Keys.ToList()),
            [Deployments] = share.Parts.GetValueOrDefault(key.Scope)?[Count.Deployments] ?? 0,
            [Seen] = (long)(share.Sightings.GetValueOrDefault(key.Scope)?.Count ?? 0),
            [Open] = share.Parts.GetValueOrDefault(key.Scope)?.Open ?? 0,
        };
        if (bytes is not null)
        {
            await RowBody.PutAsync(row, bytes, _bodies, cancellationToken);
        }

        await PutSightingsAsync(row, share, key.Scope, _bodies, cancellationToken);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public static async Task PutSightingsAsync(
        TableEntity row, DayShare share, Scope scope, ContentContainer bodies, CancellationToken cancellationToken)
    {
        if (share.Sightings.TryGetValue(scope, out var seen))
        {
            var bytes = Encoding.UTF8.GetBytes(PlatformJson.Serialize(seen));
            await RowBody.PutAsync(row, bytes, bodies, cancellationToken, RowBody.Sightings);
        }
    }

    // Named by the version that it replaces: repeated after a crash, it is the same line.
    private async Task RestateAsync(
        BucketKey key, TableEntity? before, byte[]? after, string digest, CancellationToken cancellationToken)
    {
        var was = before is null ? null : await RowBody.GetAsync(before, _bodies, cancellationToken);
        if (was is null ? after is null : after is not null && was.Value.Span.SequenceEqual(after))
        {
            return;
        }

        var table = await _restatements.GetAsync(cancellationToken);
        var version = ContentHash.Of($"{before?.ETag}\n{digest}")[..16];
        var row = new TableEntity(MetricsKeys.Scope(key.Scope), $"{MetricsKeys.Day(key.Day)}|{version}")
        {
            ["At"] = clock.GetUtcNow(),
            ["Before"] = await AddressAsync(was, cancellationToken),
            ["After"] = await AddressAsync(after, cancellationToken),
            ["Accuracy"] = options.SketchAccuracy,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    // Both sides together may be too much for a row; and the log is read seldom.
    private async Task<string> AddressAsync(ReadOnlyMemory<byte>? bytes, CancellationToken cancellationToken) =>
        bytes is { } some ? await _bodies.PutAsync(some, cancellationToken) : string.Empty;
}
