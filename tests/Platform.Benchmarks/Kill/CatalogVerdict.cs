using Azure.Data.Tables;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.TestKit.Catalog;

namespace Platform.Benchmarks.Kill;

/// <summary>Compares the catalog's tables with what the sources say.</summary>
internal sealed class CatalogVerdict(StoredCatalog catalog, IReadOnlyDictionary<string, (string Source, int Version)> expected)
{
    private readonly List<string> _violations = [];

    /// <value>Changes in the feed that repeat what the one before them about the same entity said.</value>
    public int Repeated { get; private set; }

    public int FeedChanges { get; private set; }

    public async Task<IReadOnlyList<string>> JudgeAsync(CancellationToken cancellationToken)
    {
        var table = catalog.Tables.GetTableClient("catalog");
        var rows = await table.QueryAsync<TableEntity>(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        foreach (var bucket in rows.GroupBy(row => row.PartitionKey))
        {
            JudgeFeed(bucket.Key, [.. bucket]);
        }

        await JudgeEntitiesAsync([.. rows.Where(IsEntity)], cancellationToken);
        await JudgeManifestsAsync(cancellationToken);
        return _violations;
    }

    private void JudgeFeed(string bucket, IReadOnlyList<TableEntity> rows)
    {
        var feed = rows.Where(row => row.RowKey.StartsWith("feed|", StringComparison.Ordinal))
            .OrderBy(row => row.RowKey, StringComparer.Ordinal).SelectMany(FeedRows.ChangesOf).ToList();
        FeedChanges += feed.Count;
        var head = rows.Single(row => row.RowKey == "head").GetInt64("Position");
        if (head != feed.Count || feed.Where((change, index) => change.Position != index + 1).Any())
        {
            _violations.Add($"bucket {bucket}: the feed has {feed.Count} changes, not 1 to {head}");
        }

        var last = new Dictionary<string, (long Position, string? Etag)>();
        foreach (var change in feed)
        {
            Repeated += last.TryGetValue(change.Ref, out var before) && before.Etag == change.Etag ? 1 : 0;
            last[change.Ref] = (change.Position, change.Etag);
        }

        foreach (var row in rows.Where(IsEntity))
        {
            var there = row.GetBoolean("Removed") == true ? null : row.GetString("Etag");
            if (last.GetValueOrDefault(row.GetString("Ref")) != (row.GetInt64("Position")!.Value, there))
            {
                _violations.Add($"{row.GetString("Ref")}: the feed's last word is not what its row says");
            }
        }
    }

    private async Task JudgeEntitiesAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        EntityRef[] refs = [.. rows.Select(row => EntityRef.Parse(row.GetString("Ref")))];
        var states = (await catalog.Claims.FindStatesAsync(refs, cancellationToken)).OfType<EntityState>()
            .Where(state => state.IsThere).ToDictionary(state => state.Ref.Canonical);
        _violations.AddRange(states.Keys.Except(expected.Keys).Select(entity => $"{entity}: nobody describes it"));
        var bodies = rows.ToDictionary(row => row.GetString("Ref"), row => row.GetString("Body") ?? string.Empty);
        foreach (var (entity, (source, version)) in expected)
        {
            if (!states.TryGetValue(entity, out var state))
            {
                _violations.Add($"{entity}: lost");
            }
            else if (state.Holder!.Source != source || state.Others.Count > 0)
            {
                _violations.Add(
                    $"{entity}: held by {state.Holder.Source} with {state.Others.Count} claims, not by {source} alone");
            }
            else if (!bodies[entity].Contains($"version {version}", StringComparison.Ordinal))
            {
                _violations.Add($"{entity}: not in version {version}");
            }
        }
    }

    private static bool IsEntity(TableEntity row) => row.RowKey.StartsWith("entity|", StringComparison.Ordinal);

    private async Task JudgeManifestsAsync(CancellationToken cancellationToken)
    {
        var claimed = expected.ToLookup(pair => pair.Value.Source, pair => pair.Key);
        var manifests = await catalog.Sources.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        _violations.AddRange(manifests
            .Where(manifest => manifest.IsPending
                || !manifest.Entities.Select(entity => entity.Canonical).Order().SequenceEqual(claimed[manifest.Source].Order()))
            .Select(manifest => $"{manifest.Source}: its manifest is not what it says"));
        if (manifests.Count != claimed.Count)
        {
            _violations.Add($"{manifests.Count} manifests of {claimed.Count} sources");
        }
    }
}
