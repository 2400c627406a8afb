using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.People;
using Platform.TestKit.Catalog;
using Platform.TestKit.People;

namespace Platform.Core.Tests.Catalog.People;

public sealed class PeopleSweepTests
{
    private readonly MemoryCatalog _catalog = new();
    private readonly MemoryPeopleStates _states = new();
    private readonly ScriptedDirectory _directory = new();
    private readonly ScriptedLinks _links = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_and_groups_become_entities_that_know_each_other()
    {
        _directory.User("ada", email: "ada@acme.com").User("bob").Group("all").Group("orders", "all", "ada");

        var report = await SweepAsync();

        Assert.Equal((true, 2, 2, 4), (report.Complete, report.Users, report.Groups, report.Stored));
        var ada = await BodyAsync("user:ada");
        var orders = await BodyAsync("group:orders");
        Assert.Equal(["orders"], ada["spec"]!["memberOf"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("ada@acme.com", (string)ada["spec"]!["profile"]!["email"]!);
        Assert.Null((await BodyAsync("user:bob"))["spec"]!["profile"]!["email"]);
        Assert.Equal(("team", "all"), ((string)orders["spec"]!["type"]!, (string)orders["spec"]!["parent"]!));
        Assert.Equal("orders", (string)(await BodyAsync("group:all"))["spec"]!["children"]![0]!);
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_new_writes_nothing_and_says_that_all_was_verified()
    {
        People(900);
        await SweepAsync();

        var again = await SweepAsync();

        Assert.Equal((0, 900, 0), (again.Stored, again.Unchanged, again.Problems.Count));
        var chunk = (await _catalog.Freshness.ListAsync(Cancel)).MaxBy(verified => verified.At)!;
        Assert.Empty(chunk.Except);
        await foreach (var manifest in _catalog.Sources.ListByOriginAsync(_directory.Origin, Cancel))
        {
            Assert.True(chunk.Covers(manifest.Source));
        }
    }

    [Fact]
    public async Task Whoever_changes_changes_one_entity()
    {
        People(900);
        _directory.Group("all", members: ["p1", "p2"]);
        await SweepAsync();

        _directory.Group("all", members: ["p1", "p2", "p3"]);
        var joined = await SweepAsync();

        Assert.Equal((1, 0), (joined.Stored, joined.Removed));
    }

    [Fact]
    public async Task Who_is_missing_from_one_listing_stays_and_goes_with_the_second()
    {
        People(30);
        await SweepAsync();
        _directory.Users.RemoveAll(user => user.Id == "p7");

        var first = await SweepAsync();
        var second = await SweepAsync();

        Assert.Equal((0, 1), (first.Removed, first.Missing));
        Assert.Equal((1, 0), (second.Removed, second.Missing));
        Assert.Null(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p7"), Cancel));
    }

    [Fact]
    public async Task Who_comes_back_in_time_was_never_away()
    {
        People(30);
        await SweepAsync();
        var p7 = _directory.Users.Single(user => user.Id == "p7");
        _directory.Users.Remove(p7);
        await SweepAsync();
        _directory.Users.Add(p7);
        var back = await SweepAsync();
        _directory.Users.Remove(p7);

        var away = await SweepAsync();

        Assert.Equal((0, 0), (back.Stored, back.Removed));
        Assert.Equal((0, 1), (away.Removed, away.Missing));
    }

    [Fact]
    public async Task Whom_the_directory_calls_gone_goes_at_once()
    {
        People(30);
        await SweepAsync();
        _directory.Users.RemoveAll(user => user.Id == "p7");
        _directory.Removed.Add("p7");

        Assert.Equal(1, (await SweepAsync()).Removed);
    }

    [Fact]
    public async Task A_listing_that_breaks_off_changes_nothing_but_what_the_directory_remembers()
    {
        People(30);
        await SweepAsync();
        _directory.Users.RemoveRange(0, 29);
        _directory.User("new");
        _directory.Failure = new("graph-throttled", "Too many.");

        var broken = await SweepAsync();
        await SweepAsync();
        _directory.Failure = null;
        await SweepAsync();

        Assert.Equal((false, 0, 0, 0), (broken.Complete, broken.Stored, broken.Removed, broken.Missing));
        Assert.Equal("graph-throttled", broken.Failure!.Code);
        Assert.NotNull(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p0"), Cancel));
        Assert.Equal(3, (int)_directory.Memory!["round"]!);
    }

    [Fact]
    public async Task Many_at_once_go_only_by_somebodys_word()
    {
        People(100);
        await SweepAsync();
        _directory.Users.RemoveRange(0, 60);
        await SweepAsync();

        var report = await SweepAsync();
        var held = await _catalog.Held.ListAsync(Cancel);
        await _catalog.Removals().ConfirmAsync(held[0].Group, "admin", Cancel);

        Assert.Equal((0, 60), (report.Removed, report.Held));
        Assert.Null(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p0"), Cancel));
        Assert.NotNull(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p99"), Cancel));
    }

    [Fact]
    public async Task A_directory_that_suddenly_lists_nobody_is_not_believed()
    {
        People(5);
        await SweepAsync();
        _directory.Users.Clear();

        var report = (await SweepAsync(), await SweepAsync(), await SweepAsync()).Item3;

        Assert.Equal((false, PeopleSweep.Nobody), (report.Complete, report.Failure!.Code));
        Assert.NotNull(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p0"), Cancel));
    }

    [Fact]
    public async Task Of_two_with_one_name_the_first_keeps_it_and_the_clash_is_told()
    {
        _directory.User("2", "Ada");
        await SweepAsync();
        _directory.User("1", "ada");

        var report = await SweepAsync();
        var again = await SweepAsync();

        Assert.Equal("people-name-clash", Assert.Single(report.Problems).Code);
        Assert.Equal("Person 2", (string)(await BodyAsync("user:ada"))["spec"]!["profile"]!["displayName"]!);
        Assert.Equal((1, 0), (report.Stored, again.Stored));
        var beside = await BodyAsync($"user:{PeopleNames.Beside("ada", "1")}");
        Assert.Equal("Person 1", (string)beside["spec"]!["profile"]!["displayName"]!);
    }

    [Fact]
    public async Task What_another_directory_has_stays_its_own_and_the_clash_is_told()
    {
        _directory.User("ada");
        await SweepAsync();
        var other = new ScriptedDirectory("scripted:other").User("x", "ada");

        var report = await SweepAsync(other);

        Assert.Equal("entity-owned-elsewhere", Assert.Single(report.Problems).Code);
        Assert.Equal("Person ada", (string)(await BodyAsync("user:ada"))["spec"]!["profile"]!["displayName"]!);
    }

    [Fact]
    public async Task Links_to_other_accounts_stay_while_nobody_can_say_otherwise()
    {
        _directory.User("ada", email: "Ada@acme.com").User("bob", email: "bob@acme.com");
        _links.Links!["ada@acme.com"] = new Dictionary<string, string> { ["slack.com/user-id"] = "U1" };
        await SweepAsync();
        _links.Links = null;
        var silent = await SweepAsync();
        var kept = (string?)(await BodyAsync("user:ada"))["metadata"]!["annotations"]!["slack.com/user-id"];
        _links.Links = [];
        var gone = await SweepAsync();

        Assert.Equal(("U1", 0, 1), (kept, silent.Stored, gone.Stored));
        Assert.Null((await BodyAsync("user:ada"))["metadata"]!["annotations"]!["slack.com/user-id"]);
    }

    [Fact]
    public async Task Of_two_sweeps_at_once_the_slower_one_changes_nothing()
    {
        People(3);
        var quick = new ScriptedDirectory(_directory.Origin).User("quick");
        _directory.WhileReading = async () =>
        {
            _directory.WhileReading = null;
            await SweepAsync(quick);
        };

        var slow = await SweepAsync();

        Assert.Equal((false, PeopleSweep.Busy), (slow.Complete, slow.Failure!.Code));
        Assert.Null(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p0"), Cancel));
    }

    [Fact]
    public async Task A_sweep_that_died_after_it_remembered_is_made_good_by_the_next()
    {
        People(3);
        var dying = new PeopleSweep(
            _states, _catalog.Sources, _catalog.Ingestor(new Dying()), _catalog.Freshness, _links, TimeProvider.System);
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RunAsync(_directory, "test", Cancel));

        await SweepAsync();

        Assert.NotNull(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p2"), Cancel));
        Assert.Equal(0, (await SweepAsync()).Stored);
    }

    [Fact]
    public async Task Growth_and_shrinking_that_cut_the_chunks_anew_move_everybody_and_lose_nobody()
    {
        People(12_000);
        var grown = await SweepAsync();
        _directory.Users.RemoveRange(2_000, 10_000);
        _catalog.Limits = new(BrakePercent: 100);
        await SweepAsync();

        var shrunk = await SweepAsync();
        var again = await SweepAsync();

        Assert.Equal((12_000, 0), (grown.Stored, grown.Problems.Count));
        Assert.Equal((10_000, 0, 2_000), (shrunk.Removed, again.Stored, again.Unchanged));
        Assert.NotNull(await _catalog.Store.FindAsync(EntityRef.Parse("user:default/p1999"), Cancel));
    }

    private void People(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _directory.Users.Add(new($"p{i}", $"p{i}", $"Person {i}", null, null, new Dictionary<string, string>()));
        }
    }

    private Task<PeopleReport> SweepAsync(ScriptedDirectory? directory = null) => new PeopleSweep(
            _states, _catalog.Sources, _catalog.Ingestor(), _catalog.Freshness, _links, TimeProvider.System)
        .RunAsync(directory ?? _directory, "test", Cancel);

    private async Task<JsonObject> BodyAsync(string entityRef) =>
        (await _catalog.Store.FindAsync(EntityRef.Parse(entityRef), Cancel))!.Body;

    private sealed class Dying : ICatalogListener
    {
        public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Killed here.");
    }
}
