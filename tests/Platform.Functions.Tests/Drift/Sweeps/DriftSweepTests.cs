using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Drift.Sweeps;
using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Catalog.Discovery;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>What sweeps for drift learn of repositories, and what that costs.</summary>
public sealed class DriftSweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_sweep_looks_at_everything_and_one_without_changes_only_lists_and_writes_no_fact()
    {
        await using var world = await DriftHost.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await world.Organization.CreateAsync($"r{i}", (DriftHost.Descriptor, DriftHost.Component($"r{i}")));
        }

        var first = await world.SweepAsync();
        var rows = await world.FactRowsAsync();
        var calls = await world.CallsOfSweepAsync();

        Assert.Equal(
            (true, 4, 4, 0),
            ((bool)first["reports"]![0]!["complete"]!, (int)first["reports"]![0]!["repositories"]!,
                (int)first["reports"]![0]!["content"]!["changed"]!, (int)first["reports"]![0]!["content"]!["failed"]!));
        Assert.True((int)first["judged"]!["subjects"]! >= 4);
        Assert.Equal(["GET /orgs/{org}/repos"], calls);
        Assert.Equal(4, rows.Count);
        Assert.Equal(rows, await world.FactRowsAsync());
    }

    [Fact]
    public async Task Facts_that_were_found_unchanged_are_as_old_as_the_sweep_that_found_so()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("one", (DriftHost.Descriptor, DriftHost.Component("one")));
        await world.SweepAsync();
        var before = await world.FactsOfAsync("one");
        await world.SweepAsync();

        var store = world.Host.Services.GetRequiredService<Core.Drift.Collection.IDriftFacts>();
        var freshness = await store.FreshnessAsync(world.Organization.Name, Cancel);
        var facts = (await world.FactsOfAsync("one")).Facts(freshness, new());

        Assert.True(facts.Listing.ObservedAt > before.Entry.ListedAt);
        Assert.True(facts.Content!.ObservedAt > before.Body.Content!.ObservedAt);
        Assert.Null(facts.Protection);
    }

    [Fact]
    public async Task Only_a_repository_with_a_push_is_opened_again()
    {
        await using var world = await DriftHost.StartAsync(settles: false);
        await world.Organization.CreateAsync("one", (DriftHost.Descriptor, DriftHost.Component("one")));
        await world.Organization.CreateAsync("two", (DriftHost.Descriptor, DriftHost.Component("two")));
        await world.SweepAsync();
        await world.Organization.PushAsync("two", ("README.md", "# Changed"));
        var head = await world.Organization.HeadAsync("two");
        var after = await world.Organization.SequenceAsync();

        await world.SweepAsync();

        var calls = (await world.Organization.RequestsAsync(after)).ToList();
        Assert.Equal(head, (await world.FactsOfAsync("two")).Body.Content!.Value.Head);
        // The other one was pushed to a moment before the first look: its branch is asked for, and nothing else of it.
        Assert.Equal(1, calls.Count(call => call.Path.Contains("/one/")));
        Assert.Equal(304, calls.Single(call => call.Path.Contains("/one/")).Status);
    }

    [Fact]
    public async Task What_no_listing_shows_is_read_by_the_slow_cycle_the_longest_unseen_first()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("one", (DriftHost.Descriptor, DriftHost.Component("one")));
        await world.Organization.CreateAsync("two", (DriftHost.Descriptor, DriftHost.Component("two")));

        var swept = await world.SweepAsync(new { slow = true });
        var rows = await world.FactRowsAsync();
        await world.SweepAsync(new { slow = true });

        Assert.Equal(2, (int)swept["reports"]![0]!["slow"]!["looked"]!);
        var facts = (await world.FactsOfAsync("one")).Body;
        Assert.False(facts.Protection!.Value.IsProtected);
        Assert.NotNull(facts.Ci);
        Assert.True(facts.Commits!.Value.Complete);
        Assert.Equal(rows, await world.FactRowsAsync());
    }

    [Fact]
    public async Task One_repository_is_looked_at_on_demand_with_all_that_costs_calls()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("one", (DriftHost.Descriptor, DriftHost.Component("one")));
        await world.Organization.CreateAsync("other", (DriftHost.Descriptor, DriftHost.Component("other")));

        var swept = await world.SweepAsync(new { repository = $"{world.Organization.Name}/one" });

        Assert.Equal(1, (int)swept["reports"]![0]!["repositories"]!);
        Assert.NotNull((await world.FactsOfAsync("one")).Body.Protection);
        Assert.Single(await world.FactRowsAsync());
    }

    [Fact]
    public async Task A_commit_is_judged_without_anything_being_kept()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("one", ("README.md", "# Nothing"));
        var head = await world.Organization.HeadAsync("one");

        var seen = await world.Host.Services.GetRequiredService<DriftLook>()
            .LookAsync(RepositoryName.Parse($"{world.Organization.Name}/one"), head, Cancel);

        Assert.Equal(head, seen.Value!.Facts.Content!.Value.Head);
        Assert.NotEmpty(seen.Value.Results);
        Assert.Empty(await world.FactRowsAsync());
    }

    [Fact]
    public async Task Sweeps_that_ended_more_than_a_month_ago_are_forgotten()
    {
        await using var world = await DriftHost.StartAsync();
        var records = world.Host.Services.GetRequiredService<ISweepRecords<DriftSweepResult>>();
        foreach (var (id, days) in new[] { ("drift-old", -40), ("drift-recent", -20) })
        {
            var at = DateTimeOffset.UtcNow.AddDays(days);
            await records.EndAsync(id, new(id, "timer", "everything", at, at, [], JudgingResult.None), Cancel);
        }

        await world.SweepAsync();

        Assert.Null(await records.FindAsync("drift-old", Cancel));
        Assert.NotNull(await records.FindAsync("drift-recent", Cancel));
    }

    [Theory]
    [InlineData("""{"organization":"somebody-else"}""", "organization-not-configured")]
    [InlineData("""{"repository":"no repository"}""", "field-format")]
    [InlineData("""{"repository":"a/b","team":"group:default/c"}""", "field-unknown")]
    [InlineData("""{"everything":true}""", "field-unknown")]
    public async Task What_can_not_be_swept_is_refused(string body, string code)
    {
        await using var world = await DriftHost.StartAsync();

        using var answer = await world.Host.Client.PostAsJsonAsync("drift/sweeps", JsonNode.Parse(body)!, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Two_sweeps_are_not_under_way_at_once()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("one", (DriftHost.Descriptor, DriftHost.Component("one")));
        await world.Organization.FaultAsync("slow-headers", "/orgs/{org}/repos", delayMilliseconds: 8000);
        var id = await world.Host.Client.StartSweepAsync(Cancel, null, "drift");

        using var second = await world.Host.Client.PostAsJsonAsync("drift/sweeps", new { }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.EndsWith($"/drift/sweeps/{id}", second.Headers.Location!.ToString());
        await world.Host.Client.ResultOfSweepAsync(id, Cancel, "drift");
        await world.SweepAsync();
    }
}
