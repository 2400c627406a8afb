using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableSourceRecordsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _source = $"github:acme/{Guid.NewGuid():N}:catalog-info.yaml";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manifest_is_kept_with_everything_it_says()
    {
        var manifest = Manifest() with
        {
            Parent = "github:acme/all:catalog-info.yaml",
            RefreshKeys = ["url:https://x/a", "url:https://x/b"],
            MissedListings = 1,
            MissedAt = Noon,
            OrphanedAt = Noon.AddMinutes(1),
            HasHeld = true,
            IsPending = true,
            Problems = 3,
        };

        var saved = await SaveAsync(manifest);
        var found = await Records().FindAsync(_source, Cancel);

        Assert.NotNull(saved!.Version);
        Assert.Equal(saved with { Entities = [], RefreshKeys = [] }, found! with { Entities = [], RefreshKeys = [] });
        Assert.Equal(manifest.Entities, found.Entities);
        Assert.Equal(manifest.RefreshKeys, found.RefreshKeys);
    }

    [Fact]
    public async Task More_entities_than_a_row_holds_are_kept()
    {
        EntityRef[] refs = [.. Enumerable.Range(0, 2000).Select(i => EntityRef.Parse($"component:default/component-number-{i}"))];

        await SaveAsync(Manifest() with { Entities = refs });

        Assert.Equal(refs, (await Records().FindAsync(_source, Cancel))!.Entities);
    }

    [Fact]
    public async Task Only_who_knows_the_stored_version_writes()
    {
        var first = await SaveAsync(Manifest());

        Assert.Null(await SaveAsync(Manifest()));
        var second = await SaveAsync(first! with { ContentTag = "second" });
        Assert.Null(await SaveAsync(first with { ContentTag = "third" }));
        Assert.Equal("second", (await Records().FindAsync(_source, Cancel))!.ContentTag);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task One_that_is_lost_does_not_keep_the_others_from_being_written()
    {
        await SaveAsync(Manifest());
        SourceManifest[] many =
            [.. Enumerable.Range(0, 300).Select(i => Manifest() with { Source = i == 150 ? _source : $"{_source}-{i}" })];

        var saved = await Records().SaveAsync([.. many.Select(one => new ManifestChange(one, null))], Cancel);

        Assert.Equal([150], saved.Index().Where(pair => pair.Item is null).Select(pair => pair.Index));
        var found = await Records().FindAsync([.. many.Select(one => one.Source)], Cancel);
        Assert.Equal(300, found.Count);
        Assert.All(saved.OfType<SourceManifest>(), one => Assert.Equal(one.Version, found[one.Source].Version));
    }

    [Fact]
    public async Task What_a_call_concludes_is_what_a_look_finds()
    {
        var intent = (await SaveAsync(Manifest() with { IsPending = true, ContentTag = null }))!;
        var last = Manifest() with { Problems = 2, Version = intent.Version };

        var saved = (await Records().SaveAsync([new(last, null, intent)], Cancel)).Single()!;

        Assert.NotEqual(intent.Version, saved.Version);
        var found = (await Records().FindAsync(_source, Cancel))!;
        Assert.Equal(saved with { Entities = [], RefreshKeys = [] }, found with { Entities = [], RefreshKeys = [] });
        Assert.Equal(last.Entities, found.Entities);
        Assert.Null((await Records().SaveAsync([new(last, null, intent)], Cancel)).Single());
    }

    [Fact]
    public async Task What_has_to_leave_the_row_of_an_intent_leaves_it()
    {
        var intent = (await SaveAsync(Manifest() with { IsPending = true, HasHeld = true, OrphanedAt = Noon }))!;

        await Records().SaveAsync([new(Manifest() with { Version = intent.Version }, null, intent)], Cancel);

        var found = (await Records().FindAsync(_source, Cancel))!;
        Assert.Equal((false, false, null), (found.IsPending, found.HasHeld, found.OrphanedAt));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(400, 400)]
    public async Task Many_sources_are_guessed_to_be_as_a_sample_of_them_is(int known, int found)
    {
        SourceManifest[] many = [.. Enumerable.Range(0, 400).Select(i => Manifest() with { Source = $"{_source}-{i}" })];
        await Records().SaveAsync([.. many.Take(known).Select(one => new ManifestChange(one, null))], Cancel);

        var guessed = await Records().GuessAsync([.. many.Select(one => one.Source)], Cancel);

        Assert.Equal(found, guessed.Count);
    }

    [Fact]
    public async Task Of_a_few_sources_nothing_is_guessed()
    {
        await SaveAsync(Manifest());

        var found = await Records().GuessAsync([.. Enumerable.Range(0, 20).Select(i => $"{_source}-{i}"), _source], Cancel);

        Assert.Equal([_source], found.Keys);
    }

    [Fact]
    public async Task Sources_are_found_by_origin_by_parent_and_by_what_was_read_for_them()
    {
        var (origin, key, parent) = ("github:" + _source, "url:https://x/" + _source, "parent of " + _source);
        await SaveAsync(Manifest() with { Origin = origin, Parent = parent, RefreshKeys = [key] });
        await SaveAsync(Manifest() with { Source = _source + "2", Origin = origin, IsGone = true });

        string[] expected = [_source];
        Assert.Equal(expected, await Records().ListByOriginAsync(origin, Cancel).Select(one => one.Source).ToListAsync(Cancel));
        Assert.Equal(expected, (await Records().ListByRefreshKeyAsync(key, Cancel)).Select(one => one.Source));
        Assert.Equal(expected, (await Records().ListByParentAsync(parent, Cancel)).Select(one => one.Source));
        Assert.Empty(await Records().ListByRefreshKeyAsync(key + "?", Cancel));
    }

    [Fact]
    public async Task What_a_source_reads_leads_to_it_before_its_call_has_ended()
    {
        var key = "url:https://x/" + _source;

        await SaveAsync(Manifest() with { RefreshKeys = [key], IsPending = true });

        Assert.Equal([_source], (await Records().ListByRefreshKeyAsync(key, Cancel)).Select(one => one.Source));
    }

    [Fact]
    public async Task What_a_source_no_longer_reads_does_not_lead_to_it()
    {
        var key = "url:https://x/" + _source;
        var known = await SaveAsync(Manifest() with { RefreshKeys = [key] });

        await Records().SaveAsync([new(known! with { RefreshKeys = [] }, known)], Cancel);

        Assert.Empty(await Records().ListByRefreshKeyAsync(key, Cancel));
    }

    [Fact]
    public async Task Held_removals_outlive_the_process()
    {
        var removal = new HeldRemoval(
            "id", "group", _source, "url:x", "github:acme", "sweep", Noon, "too many", [EntityRef.Parse("component:a/b")]);
        await Held().PutAsync([removal], Cancel);

        var found = (await Held().ListAsync(Cancel)).Single(one => one.Source == _source);
        Assert.Equal(removal with { Entities = [] }, found with { Entities = [] });
        Assert.Equal(removal.Entities, found.Entities);

        await Held().DeleteAsync([_source, "never held"], Cancel);
        Assert.DoesNotContain(await Held().ListAsync(Cancel), one => one.Source == _source);
    }

    [Fact]
    public async Task A_sweeps_chunk_takes_the_place_of_what_lies_within()
    {
        var origin = "github:" + _source;
        await Freshness().RecordAsync(new(origin, "b", "b", Noon, []), Cancel);
        await Freshness().RecordAsync(new(origin, "c", "c", Noon, []), Cancel);
        await Freshness().RecordAsync(new(origin, "x", "x", Noon, []), Cancel);

        await Freshness().RecordAsync(new(origin, "a", "d", Noon.AddHours(1), ["c"]), Cancel);
        await Freshness().RecordAsync(new(origin, "a", "d", Noon.AddHours(1), ["c"]), Cancel);

        var chunks = (await Freshness().ListAsync(Cancel)).Where(chunk => chunk.Origin == origin).ToList();
        Assert.Equal(
            [("a", "d"), ("c", "c"), ("x", "x")],
            chunks.Select(chunk => (chunk.FromSource, chunk.ToSource)).Order());
        Assert.Equal(
            [true, true, false, true, false],
            new[] { "a", "b", "c", "d", "e" }.Select(chunks.Single(chunk => chunk.ToSource == "d").Covers));
    }

    private SourceManifest Manifest() => new(
        _source, "url:x", "github:acme", null, "tag", Noon, "push", [EntityRef.Parse("component:default/orders")], [], 0);

    private async Task<SourceManifest?> SaveAsync(SourceManifest manifest) =>
        (await Records().SaveAsync([new(manifest, null)], Cancel)).Single();

    private TableSourceRecords Records() => new(storage.Tables, storage.Blobs);

    private TableHeldRemovals Held() => new(storage.Tables, storage.Blobs);

    private TableFreshness Freshness() => new(storage.Tables, storage.Blobs);
}
