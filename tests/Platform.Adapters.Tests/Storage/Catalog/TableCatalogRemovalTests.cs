using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableCatalogRemovalTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const string Source = "github:acme/orders:catalog-info.yaml";

    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly EntityRef _ref = EntityRef.Create("component", "default", "e" + Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_removed_long_ago_is_forgotten_and_the_rest_can_be_brought_back()
    {
        using var catalog = new StoredCatalog(storage.ConnectionString);
        var (old, recent) = (Name(), Name());
        var at = DateTimeOffset.UtcNow;
        await IngestAsync(catalog, old, at.AddDays(-50), SourceState.Read);
        await IngestAsync(catalog, recent, at.AddDays(-50), SourceState.Read);
        await IngestAsync(catalog, old, at.AddDays(-40), SourceState.Gone);
        await IngestAsync(catalog, recent, at.AddDays(-20), SourceState.Gone);

        await catalog.Claims.ForgetRemovedAsync(at.AddDays(-30), Cancel);
        await catalog.Sources.ForgetGoneAsync(at.AddDays(-30), Cancel);

        Assert.Null((await catalog.Claims.FindStatesAsync([Ref(old)], Cancel)).Single());
        Assert.Null(await catalog.Sources.FindAsync(old, Cancel));
        Assert.False((await catalog.Removals.UndoAsync(Ref(old), "ann", Cancel)).IsOk);
        Assert.True((await catalog.Sources.FindAsync(recent, Cancel))!.IsGone);
        Assert.True((await catalog.Removals.UndoAsync(Ref(recent), "ann", Cancel)).IsOk);
        await IngestAsync(catalog, old, at, SourceState.Read);
        Assert.True((await catalog.Claims.FindStatesAsync([Ref(old)], Cancel)).Single()!.IsThere);
    }

    [Fact]
    public async Task A_removed_entity_answers_no_more_and_removing_it_again_is_harmless()
    {
        await WriteAsync(Noon);

        Assert.True(await RemoveAsync(Noon.AddMinutes(1)));
        Assert.Null(await Store().FindAsync(_ref, Cancel));
        Assert.False(await RemoveAsync(Noon.AddMinutes(2)));
    }

    [Fact]
    public async Task What_its_source_said_before_does_not_bring_it_back()
    {
        await WriteAsync(Noon);
        await RemoveAsync(Noon.AddMinutes(2));

        Assert.Equal(CatalogWriteOutcome.Superseded, await WriteAsync(Noon.AddMinutes(1)));
        Assert.Null(await Store().FindAsync(_ref, Cancel));
        Assert.Equal(CatalogWriteOutcome.Stored, await WriteAsync(Noon.AddMinutes(3)));
        Assert.NotNull(await Store().FindAsync(_ref, Cancel));
    }

    [Fact]
    public async Task A_name_that_was_given_up_may_be_taken_by_another_source()
    {
        await WriteAsync(Noon);
        await RemoveAsync(Noon.AddMinutes(2));

        Assert.Equal(CatalogWriteOutcome.Stored, await WriteAsync(Noon, source: "github:acme/other:catalog-info.yaml"));
    }

    [Fact]
    public async Task Only_its_source_removes_an_entity()
    {
        await WriteAsync(Noon);

        Assert.False(await RemoveAsync(Noon.AddMinutes(1), "github:acme/other:catalog-info.yaml"));
        Assert.NotNull(await Store().FindAsync(_ref, Cancel));
    }

    private async Task<CatalogWriteOutcome> WriteAsync(DateTimeOffset at, string source = Source)
    {
        var write = new EntityBuilder().Named(_ref.Name).Write(at, source);
        return (await Store().WriteAsync([write], Cancel)).Single().Outcome;
    }

    private async Task<bool> RemoveAsync(DateTimeOffset at, string source = Source) =>
        (await Claims().ApplyAsync([new(_ref, [new Release(source, at, "a test", "nobody")])], Cancel)).Single().IsChanged;

    private TableEntityClaims Claims() => new(storage.Tables, storage.Blobs, TimeProvider.System);

    private TableCatalogStore Store() => new(storage.Tables, storage.Blobs, Claims());

    private static string Name() => $"n{Guid.NewGuid():N}";

    private static EntityRef Ref(string name) => EntityRef.Parse($"component:default/{name}");

    private static Task<IngestReport> IngestAsync(
        StoredCatalog catalog, string name, DateTimeOffset at, SourceState state) =>
        catalog.Ingestor.IngestAsync(
            [new(new Descriptor(name, "url:" + name, name), state, new EntityBuilder().Named(name).Text())],
            new(at, IngestCause.Push, "github:acme"),
            Cancel);
}
