using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog.Sources;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>The manifests as rows; <see cref="SourceRows"/> has the keys and the arithmetic.</summary>
internal sealed class TableSourceRecords(TableServiceClient tables, BlobServiceClient blobs) : ISourceRecords
{
    private const int AtOnce = 8;
    private const int GoodSample = 12;

    private readonly OnDemandTable _table = new(tables, CatalogStorage.SourcesTable);
    private readonly ContentContainer _bodies = new(blobs, CatalogStorage.BodiesContainer);

    public async Task<SourceManifest?> FindAsync(string source, CancellationToken cancellationToken) =>
        (await FindAsync([source], cancellationToken)).GetValueOrDefault(source);

    public Task<IReadOnlyDictionary<string, SourceManifest>> FindAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancellationToken) =>
        FindAsync(Partitions(sources), cancellationToken);

    public async Task<IReadOnlyDictionary<string, SourceManifest>> GuessAsync(
        IReadOnlyCollection<string> sources, CancellationToken cancellationToken)
    {
        // The keys are hashes, so the sources of a partition are any of them.
        var partitions = Partitions(sources);
        if (partitions is not [{ } sample, _, ..] || sample.Count() < GoodSample)
        {
            return await FindAsync(partitions, cancellationToken);
        }

        var found = await FindAsync([sample], cancellationToken);
        return found.Count == 0 ? found : await FindAsync(partitions, cancellationToken);
    }

    private static List<IGrouping<string, (string Partition, string Key)>> Partitions(IReadOnlyCollection<string> sources) =>
        [.. sources.Distinct(StringComparer.Ordinal).Select(SourceRows.KeysOf).GroupBy(keys => keys.Partition)];

    private async Task<IReadOnlyDictionary<string, SourceManifest>> FindAsync(
        IReadOnlyList<IGrouping<string, (string Partition, string Key)>> partitions, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = new ConcurrentDictionary<string, SourceManifest>(StringComparer.Ordinal);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(partitions, limit, async (partition, token) =>
        {
            string[] keys = [.. partition.Select(pair => pair.Key).Order(StringComparer.Ordinal)];
            foreach (var row in (await RowReading.ReadAsync(table, partition.Key, keys, null, token)).Values)
            {
                var manifest = await SourceRows.ToManifestAsync(row, _bodies, token);
                found[manifest.Source] = manifest;
            }
        });
        return found;
    }

    public IAsyncEnumerable<SourceManifest> ListByOriginAsync(string origin, CancellationToken cancellationToken) =>
        ListAsync(TableClient.CreateQueryFilter($" and Origin eq {origin}"), cancellationToken);

    public IAsyncEnumerable<SourceManifest> ListAsync(CancellationToken cancellationToken) =>
        ListAsync(string.Empty, cancellationToken);

    public async Task<IReadOnlyList<SourceManifest>> ListByRefreshKeyAsync(string key, CancellationToken cancellationToken) =>
        [
            .. (await ListLeadsAsync(SourceRows.RefreshKey, key, cancellationToken))
                .Where(found => found.RefreshKeys.Contains(key)),
        ];

    public async Task<IReadOnlyList<SourceManifest>> ListByParentAsync(string source, CancellationToken cancellationToken) =>
        [.. (await ListLeadsAsync(SourceRows.Parent, source, cancellationToken)).Where(found => found.Parent == source)];

    public async Task<int> ForgetGoneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var condition = TableClient.CreateQueryFilter($"Gone eq true and At lt {before}");
        return await RowPurge.DeleteAsync(await _table.GetAsync(cancellationToken), "source", condition, cancellationToken);
    }

    public async Task<IReadOnlyList<SourceManifest?>> SaveAsync(
        IReadOnlyList<ManifestChange> changes, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var batches = new RowBatches(table);
        // What leads to a source comes first: a row that leads nowhere is passed over, a missing one would be missed.
        await batches.UpsertAsync([.. changes.SelectMany(Leads)], cancellationToken);
        var rows = await Task.WhenAll(changes.Select(change => ToWriteAsync(change, cancellationToken)));
        var tags = await batches.WriteAsync(rows, cancellationToken);
        return [.. changes.Zip(tags, (change, tag) => tag is null ? null : change.Manifest with { Version = tag })];
    }

    /// <summary>A row that was written a moment ago is not sent again as a whole, unless something has to leave it.</summary>
    private async Task<RowChange> ToWriteAsync(ManifestChange change, CancellationToken cancellationToken)
    {
        var row = await SourceRows.ToRowAsync(change.Manifest, _bodies, cancellationToken);
        var intent = change.Intent is { } manifest ? await SourceRows.ToRowAsync(manifest, _bodies, cancellationToken) : null;
        return intent is not null && SourceRows.Difference(row, intent) is { } difference
            ? new(difference, change.Manifest.Version, Merges: true)
            : new(row, change.Manifest.Version, Merges: false);
    }

    private static IEnumerable<TableEntity> Leads(ManifestChange change)
    {
        var (manifest, known) = (change.Manifest, change.Intent ?? change.Known);
        foreach (var key in manifest.RefreshKeys.Except(known?.RefreshKeys ?? []))
        {
            yield return SourceRows.LeadRow(SourceRows.RefreshKey, key, manifest.Source);
        }

        if (manifest.Parent is { } parent && parent != known?.Parent)
        {
            yield return SourceRows.LeadRow(SourceRows.Parent, parent, manifest.Source);
        }
    }

    private async IAsyncEnumerable<SourceManifest> ListAsync(
        string condition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var partition in CatalogKeys.Buckets)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey ge 'source|' and RowKey lt 'source}}'") + condition;
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                if (row.GetBoolean("Gone") != true)
                {
                    yield return await SourceRows.ToManifestAsync(row, _bodies, cancellationToken);
                }
            }
        }
    }

    private async Task<IReadOnlyCollection<SourceManifest>> ListLeadsAsync(
        string kind, string from, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (partition, prefix) = SourceRows.LeadKeys(kind, from);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + '~'}");
        var sources = await table.QueryAsync<TableEntity>(filter, select: ["Source"], cancellationToken: cancellationToken)
            .Select(row => row.GetString("Source")).ToListAsync(cancellationToken);
        return [.. (await FindAsync(sources, cancellationToken)).Values.Where(manifest => !manifest.IsGone)];
    }
}
