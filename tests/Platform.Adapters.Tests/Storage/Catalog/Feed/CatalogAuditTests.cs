using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Audits;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Feed;

/// <summary>A divergence of each kind, planted and found.</summary>
public sealed class CatalogAuditTests : IAsyncLifetime
{
    private const string Source = "github:acme/orders:catalog-info.yaml";

    private StorageFixture _storage = null!;
    private CatalogInstance _instance = null!;
    private Manifests _manifests = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TableClient Table => _storage.Tables.GetTableClient("catalog");

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageFixture.NewAsync();
        _instance = new(_storage);
        var writes = Enumerable.Range(0, 20).Select(i => Write(i, i)).ToArray();
        _manifests = new([.. writes.Select(write => write.Entity.Ref)]);
        await _instance.WriteAsync(writes);
        await _instance.CurrentAsync();
        await _instance.Writer.WrittenAsync();
        await _instance.WriteAsync([.. Enumerable.Range(0, 20).Select(i => Write(i, i + 100))]);
        await _instance.CurrentAsync();
    }

    public async ValueTask DisposeAsync() => await _instance.DisposeAsync();

    [Fact]
    public async Task A_catalog_that_is_as_it_should_be_has_no_divergence_and_the_report_is_kept()
    {
        var audit = await AuditAsync();

        Assert.Equal((0, 20, true), (audit.Total, audit.Entities, audit.IndexCompared));
        var kept = Assert.Single(await new TableCatalogAudits(_instance.Tables).ListAsync(5, Cancel));
        Assert.Equal((audit.Id, 0), (kept.Id, kept.Total));
    }

    [Fact]
    public async Task A_row_that_is_missing_in_a_feed_is_found()
    {
        await _instance.WriteAsync([.. Enumerable.Range(0, 20).Select(i => Write(i, i + 200))]);
        var bucket = await BucketWithFeedAsync();
        var rows = await Table.QueryAsync<TableEntity>(
            $"PartitionKey eq '{bucket}' and RowKey ge 'feed|' and RowKey lt 'feed}}'", cancellationToken: Cancel)
            .ToListAsync(Cancel);
        await Table.DeleteEntityAsync(bucket, rows[1].RowKey, cancellationToken: Cancel);

        Assert.Contains((await AuditAsync()).Divergences, found => found.Kind == DivergenceKinds.Feed);
    }

    [Fact]
    public async Task A_feed_that_ends_before_its_head_is_found()
    {
        var bucket = await BucketWithFeedAsync();
        await Table.UpdateEntityAsync(
            new TableEntity(bucket, "head") { ["Position"] = 1000L }, Azure.ETag.All, TableUpdateMode.Replace, Cancel);

        Assert.Contains((await AuditAsync()).Divergences, found => found.Kind == DivergenceKinds.Feed);
    }

    [Theory]
    [InlineData("Etag", "another")]
    [InlineData("Body", "{")]
    public async Task An_entity_that_was_changed_behind_the_feed_is_found(string column, string value)
    {
        var row = await Table.QueryAsync<TableEntity>(
            "RowKey ge 'entity|' and RowKey lt 'entity}'", cancellationToken: Cancel).FirstAsync(Cancel);
        row[column] = value;
        await Table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace, Cancel);

        Assert.Contains((await AuditAsync()).Divergences, found =>
            found.Kind == DivergenceKinds.Row && found.Subject == row.GetString("Ref"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_index_that_went_another_way_is_found(bool lacks)
    {
        var (entityRef, index) = (Write(lacks ? 3 : 77, 1).Entity.Ref, _instance.Index.Loaded!.Index);
        var foreign = index.Find(EntityRef.Parse("component:e1"))!.Value.Entry;
        var json = System.Text.Encoding.UTF8.GetString(foreign.Body.Span).Replace("\"e1\"", "\"e77\"", StringComparison.Ordinal);
        var entry = lacks ? null : IndexEntry.From(new("x", 1, foreign.At) { Body = System.Text.Encoding.UTF8.GetBytes(json) });
        index.Apply([new(entityRef, entry, [])]);

        var audit = await AuditAsync();

        Assert.Contains(audit.Divergences, found =>
            found.Kind == DivergenceKinds.Index && found.Subject == entityRef.Canonical);
        Assert.Contains(audit.Divergences, found => found.Kind == DivergenceKinds.Index && found.Subject == "kind");
        Assert.DoesNotContain(audit.Divergences, found => found.Kind == DivergenceKinds.Snapshot);
    }

    [Fact]
    public async Task A_snapshot_that_does_not_lead_to_the_tables_is_found()
    {
        var (index, position) = await _instance.Loader.ScanAsync(Cancel);
        index.Apply([new(EntityRef.Parse("component:e5"), null, [])]);
        Assert.True(await _instance.Writer.WriteAsync(index, position, Cancel));

        Assert.Contains((await AuditAsync()).Divergences, found =>
            found.Kind == DivergenceKinds.Snapshot && found.Subject == "component:default/e5");
    }

    [Fact]
    public async Task Manifests_and_entities_that_contradict_each_other_are_found()
    {
        _manifests.Entities.Remove(EntityRef.Parse("component:e6"));
        _manifests.Entities.Add(EntityRef.Parse("component:lost"));

        Assert.Equal(
            ["component:default/e6", "component:default/lost"],
            (await AuditAsync()).Divergences.Where(found => found.Kind == DivergenceKinds.Manifest)
                .Select(found => found.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_instance_that_nobody_reads_from_loads_nothing_for_an_audit()
    {
        await using var idle = new CatalogInstance(_storage);

        var audit = await AuditAsync(idle);

        Assert.Equal((0, false), (audit.Total, audit.IndexCompared));
        Assert.Null(idle.Index.Loaded);
    }

    private static CatalogWrite Write(int number, int version) => new EntityBuilder().Named($"e{number}")
        .With("spec.dependsOn", new System.Text.Json.Nodes.JsonArray($"component:e{(number * 7) % 20}"))
        .With("metadata.etag", $"etag-{number}-{version}")
        .Write(DateTimeOffset.UnixEpoch.AddDays(version), Source, version) is var write
        ? write with { Entity = write.Entity with { Etag = $"etag-{number}-{version}" } } : throw new InvalidOperationException();

    /// <summary>One that has changed often enough.</summary>
    private async Task<string> BucketWithFeedAsync()
    {
        var heads = await _instance.Feed.HeadsAsync(Cancel);
        return "0123456789abcdef"[Enumerable.Range(0, 16).First(bucket => heads[bucket] >= 4)].ToString();
    }

    private Task<CatalogAudit> AuditAsync(CatalogInstance? instance = null)
    {
        var audited = instance ?? _instance;
        return new CatalogAuditor(
            audited.Feed, audited.Loader, audited.Index, _manifests, new TableCatalogAudits(audited.Tables), TimeProvider.System,
            NullLogger<CatalogAuditor>.Instance).RunAsync(Cancel);
    }

    private sealed class Manifests(List<EntityRef> entities) : ISourceManifests
    {
        public List<EntityRef> Entities { get; } = entities;

        public async IAsyncEnumerable<SourceManifest> ListAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new(Source, "url:x", null, null, null, DateTimeOffset.UnixEpoch, "test", Entities, [], 0);
        }

        public Task<SourceManifest?> FindAsync(string source, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, SourceManifest>> FindAsync(
            IReadOnlyCollection<string> sources, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<SourceManifest> ListByOriginAsync(string origin, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<SourceManifest>> ListByRefreshKeyAsync(string key, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<SourceManifest>> ListByParentAsync(string source, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
