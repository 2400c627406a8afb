using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableEntityClaimsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly EntityRef _ref = EntityRef.Create("component", "default", "e" + Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_claims_are_in_the_row_and_on_the_entity()
    {
        await ApplyAsync(Describe("a", 0));
        var before = await FindAsync();
        await ApplyAsync(Describe("b", 1));

        var state = (await Claims().FindStatesAsync([_ref], Cancel)).Single()!;
        Assert.Equal(("a", "b"), (state.Holder!.Source, state.Others.Single().Source));
        var entity = await FindAsync();
        Assert.Equal(entity!.Etag, (string?)entity.Body["metadata"]!["etag"]);
        Assert.NotEqual(before!.Etag, entity.Etag);
        Assert.Equal(
            "url:b", (string?)entity.Body["metadata"]!["annotations"]![EntityDecoration.ConflictingLocations]);
    }

    [Fact]
    public async Task What_was_taken_for_new_and_is_there_is_claimed_all_the_same()
    {
        await ApplyAsync(Describe("a", 0));

        var outcome = (await Claims().ApplyAsync([new(_ref, [Describe("b", 1)]) { IsLikelyNew = true }], Cancel)).Single();

        Assert.Equal([ClaimEffect.Claimed], outcome.Effects);
        Assert.Equal(("a", "b"), (outcome.After.Holder!.Source, outcome.After.Others.Single().Source));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50_000)]
    public async Task The_claimant_has_the_entity_in_the_same_moment_with_its_own_body(int length)
    {
        await ApplyAsync(Describe("a", 0, length));
        await ApplyAsync(Describe("b", 1, length));
        await ApplyAsync(new Release("a", Noon.AddMinutes(2), "why", "who"));

        var entity = await FindAsync();
        Assert.Equal(("b", "by b"), (entity!.Source, (string?)entity.Body["metadata"]!["title"]));
        Assert.Equal(length, ((string?)entity.Body["metadata"]!["description"])!.Length);
        Assert.Null(entity.Body["status"]);
    }

    [Fact]
    public async Task A_removed_entity_comes_back_with_its_body()
    {
        await ApplyAsync(Describe("a", 0));
        await ApplyAsync(new Release("a", Noon.AddMinutes(1), "why", "who"));
        Assert.Null(await FindAsync());
        var removed = await Claims().ListRemovedAsync(Cancel).SingleAsync(state => state.Ref == _ref, Cancel);
        Assert.Equal(new RemovalNote("why", "who", Noon.AddMinutes(1)), removed.Removal);

        await ApplyAsync(new Restore(Noon.AddMinutes(2), "ann"));

        Assert.Equal("by a", (string?)(await FindAsync())!.Body["metadata"]!["title"]);
    }

    [Fact]
    public async Task More_claims_than_a_row_holds_are_kept()
    {
        var source = new string('s', 900);
        await ApplyAsync([.. Enumerable.Range(0, 60).Select(i => Describe($"{source}{i:d2}", i))]);
        await ApplyAsync(new Release($"{source}00", Noon.AddHours(2), "why", "who"));

        var state = (await Claims().FindStatesAsync([_ref], Cancel)).Single()!;

        Assert.Equal(($"{source}01", 58), (state.Holder!.Source, state.Others.Count));
    }

    [Fact]
    public async Task Marks_come_and_go_without_the_body_being_written()
    {
        await ApplyAsync(Describe("a", 0));
        await ApplyAsync(new Fail("a", Noon.AddMinutes(1), "broken"), new Orphan("a", Noon.AddMinutes(1), true));

        var marked = (await FindAsync())!;
        Assert.Equal("true", (string?)marked.Body["metadata"]!["annotations"]![EntityDecoration.OrphanAnnotation]);
        Assert.Equal("broken", (string?)marked.Body["status"]!["items"]![0]!["message"]);

        await ApplyAsync(new Orphan("a", Noon.AddMinutes(2), false), Describe("a", 2));

        Assert.Null((await FindAsync())!.Body["status"]);
        Assert.Equal("by a", (string?)(await FindAsync())!.Body["metadata"]!["title"]);
    }

    [Fact]
    public async Task Batches_stay_below_what_the_service_takes()
    {
        // Quotes are the dearest: six bytes each when the client escapes them, twelve with their backslash.
        var quotes = new string('"', 15_000);
        EntityChange[] changes =
        [
            .. Enumerable.Range(0, 400).Select(i => EntityRef.Create("component", "default", $"{_ref.Name}-{i}"))
                .Select(entity => new EntityChange(
                    entity, [Describe("a", 0) with { Content = Content("a", quotes, entity.Name) }])),
        ];

        var outcomes = await Claims().ApplyAsync(changes, Cancel);

        Assert.All(outcomes, outcome => Assert.Equal([ClaimEffect.Stored], outcome.Effects));
    }

    [Fact]
    public async Task A_range_of_rows_and_rows_one_by_one_are_the_same()
    {
        EntityRef[] refs =
            [.. Enumerable.Range(0, 300).Select(i => EntityRef.Create("component", "default", $"{_ref.Name}-{i}"))];
        await Claims().ApplyAsync(
            [.. refs.Where((_, index) => index % 3 > 0).Select(entity => new EntityChange(entity, [Describe("a", 0)]))], Cancel);

        var together = await Claims().FindStatesAsync(refs, Cancel);

        Assert.Equal(refs.Select((_, index) => index % 3 > 0), together.Select(state => state is not null));
        Assert.Equal(refs.Where((_, index) => index % 3 > 0), together.OfType<EntityState>().Select(state => state.Ref));
    }

    private Task<IReadOnlyList<EntityOutcome>> ApplyAsync(params ClaimChange[] steps) =>
        Claims().ApplyAsync([new(_ref, steps)], Cancel);

    private Describe Describe(string source, int minute, int length = 10) => new(
        source, "url:" + source, Noon.AddMinutes(minute), Content(source, new string('x', length), _ref.Name));

    private static ClaimContent Content(string source, string description, string name) =>
        new EntityBuilder().Named(name).With("metadata.title", "by " + source).With("metadata.description", description)
            .Write().Entity.ToContent();

    private Task<CatalogEntity?> FindAsync() =>
        new TableCatalogStore(storage.Tables, storage.Blobs, Claims()).FindAsync(_ref, Cancel);

    private TableEntityClaims Claims() => new(storage.Tables, storage.Blobs, TimeProvider.System);
}
