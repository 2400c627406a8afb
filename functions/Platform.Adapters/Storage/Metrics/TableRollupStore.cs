using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// A component's day is written after its shares and their marks, so that whatever is cut off before it is done again. Buckets of
/// teams, systems and the organisation are made of the shares alone.
/// </summary>
internal sealed class TableRollupStore(
    TableServiceClient tables, BlobServiceClient blobs, ComponentMarks marks, DoraOptions options, TimeProvider clock)
    : IRollupStore
{
    private const string DayKind = "day";
    private const string CountedWith = "counted-with";

    private readonly OnDemandTable _shares = new(tables, MetricsStorage.SharesTable);
    private readonly RollupRows _rows = new(tables, blobs, options, clock);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public Task<string?> CountedWithAsync(CancellationToken cancellationToken) =>
        marks.SettingAsync(CountedWith, cancellationToken);

    public Task SetCountedWithAsync(string options, CancellationToken cancellationToken) =>
        marks.SetAsync(CountedWith, options, cancellationToken);

    public Task<IReadOnlyList<ComponentMark>> ComponentMarksAsync(CancellationToken cancellationToken) =>
        marks.ComponentsAsync(cancellationToken);

    public async Task<IReadOnlyList<DayMark>> DayMarksAsync(CancellationToken cancellationToken)
    {
        var found = new List<DayMark>();
        await foreach (var row in marks.ListAsync(DayKind, cancellationToken))
        {
            var scope = new Scope(Enum.Parse<ScopeKind>(row.GetString("Kind")), row.GetString("Name"));
            found.Add(new(new(scope, MetricsKeys.ToDay(row.GetString("Day"))), row.ETag.ToString()));
        }

        return found;
    }

    public Task ClearAsync(ComponentMark mark, CancellationToken cancellationToken) =>
        marks.ClearAsync(mark, cancellationToken);

    public Task ClearAsync(DayMark mark, CancellationToken cancellationToken) =>
        marks.ClearAsync(DayKind, MetricsKeys.ScopeDay(mark.Key), RowOf(mark.Key), mark.Version, cancellationToken);

    public async Task<int> ReplaceAsync(
        string component, IReadOnlyList<DayShare> shares, DateOnly open, CancellationToken cancellationToken)
    {
        var own = new Scope(ScopeKind.Component, component);
        var known = await _rows.SharesOfAsync(own, cancellationToken);
        var days = shares.ToDictionary(share => share.Day);
        var changed = 0;
        foreach (var day in known.Keys.Union(days.Keys).Order())
        {
            var share = days.GetValueOrDefault(day) ?? new DayShare(day, new Dictionary<Scope, Bucket>(), DayShare.NothingSeen);
            var (digest, before) = (RollupRows.DigestOf(share), known.GetValueOrDefault(day));
            if (before?.Digest == digest)
            {
                continue;
            }

            changed++;
            foreach (var scope in share.Parts.Keys.Union(before?.Scopes ?? []).Where(scope => scope != own))
            {
                var key = new BucketKey(scope, day);
                await ShareAsync(key, component, share, cancellationToken);
                await MarkAsync(key, cancellationToken);
            }

            await _rows.SaveAsync(new(own, day), share, digest, day < open, cancellationToken);
        }

        return changed;
    }

    public async Task<IReadOnlyList<Bucket>> PartsAsync(BucketKey key, CancellationToken cancellationToken)
    {
        var table = await _shares.GetAsync(cancellationToken);
        var partition = MetricsKeys.ScopeDay(key);
        var parts = new List<Bucket>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            var bytes = await RowBody.GetAsync(row, _bodies, cancellationToken);
            parts.Add(BucketBytes.Read(bytes!.Value.Span, options.SketchAccuracy));
        }

        return parts;
    }

    public Task SaveAsync(BucketKey key, Bucket? bucket, bool closed, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<Scope, Bucket>();
        if (bucket is not null)
        {
            parts.Add(key.Scope, bucket);
        }

        var share = new DayShare(key.Day, parts, DayShare.NothingSeen);
        return _rows.SaveAsync(key, share, RollupRows.DigestOf(share), closed, cancellationToken);
    }

    private async Task ShareAsync(BucketKey key, string component, DayShare share, CancellationToken cancellationToken)
    {
        var table = await _shares.GetAsync(cancellationToken);
        var (partition, name) = (MetricsKeys.ScopeDay(key), MetricsKeys.Component(component));
        if (!share.Parts.TryGetValue(key.Scope, out var bucket))
        {
            await table.DeleteEntityAsync(partition, name, ETag.All, cancellationToken);
            return;
        }

        var row = new TableEntity(partition, name) { ["Component"] = component };
        await RowBody.PutAsync(row, BucketBytes.Write(bucket), _bodies, cancellationToken);
        await RollupRows.PutSightingsAsync(row, share, key.Scope, _bodies, cancellationToken);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private Task MarkAsync(BucketKey key, CancellationToken cancellationToken) =>
        marks.MarkAsync(DayKind, MetricsKeys.ScopeDay(key), RowOf(key), cancellationToken);

    private static TableEntity RowOf(BucketKey key) => new()
    {
        ["Kind"] = $"{key.Scope.Kind}",
        ["Name"] = key.Scope.Name,
        ["Day"] = MetricsKeys.Day(key.Day),
    };
}
