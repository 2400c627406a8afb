using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Locations;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class LocationRegistrationTests
{
    private static readonly string All = LocationBench.Page("acme/all", "all.yaml");

    private readonly LocationBench _bench = new();

    public LocationRegistrationTests()
    {
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./a/*.yaml");
        _bench.Repositories["acme/all", "a/1.yaml"] = LocationBench.Component("one");
        _bench.Repositories["acme/all", "a/2.yaml"] = LocationBench.Component("two");
    }

    private static CancellationToken Cancel => LocationBench.Cancel;

    private static JsonObject Body(string target) => new() { ["type"] = "url", ["target"] = target };

    [Fact]
    public async Task A_registered_location_is_an_entity_as_Backstage_calls_it_and_brings_what_it_leads_to()
    {
        var registered = (await _bench.RegisterAsync(All)).Value!;

        Assert.Equal((OperationState.Succeeded, 4), (registered.Operation!.State, registered.Operation.Result!.Stored));
        Assert.Equal(["one", "two"], _bench.Components());
        Assert.Equal("url:" + All, await _bench.OriginOfAsync("one"));
        // sha1 of "url:https://github.com/acme/all/blob/main/all.yaml"
        var entity = await _bench.Catalog.Store.FindAsync(
            EntityRef.Parse("location:default/generated-598413b65d649ab53373222c98597682fbc4a0db"), Cancel);
        Assert.Equal(("url", All), ((string?)entity?.Body["spec"]!["type"], (string?)entity?.Body["spec"]!["target"]));
    }

    [Fact]
    public async Task The_same_location_is_the_same_id_and_refused_the_second_time()
    {
        var first = (await _bench.RegisterAsync(All)).Value!;
        var second = await _bench.RegisterAsync(All);

        Assert.Equal(RegisteredLocation.IdOf("url", All), first.Location.Id);
        Assert.Equal(LocationRegistration.Exists, second.Problems.Single().Code);
    }

    [Fact]
    public async Task One_that_is_there_is_read_again_for_who_asks_so()
    {
        await _bench.RegisterAsync(All);
        _bench.Repositories["acme/all", "a/3.yaml"] = LocationBench.Component("three");
        _bench.Tick();

        var again = (await _bench.Registration().RegisterAsync(
            Body(All), "key:1", isDryRun: false, Cancel, refreshes: true)).Value!;

        Assert.True(again.IsThere);
        Assert.Equal(("refresh", OperationState.Succeeded), (again.Operation!.Kind, again.Operation.State));
        Assert.Equal(["one", "three", "two"], _bench.Components());
    }

    [Fact]
    public async Task Another_takes_the_place_of_one_and_keeps_what_both_lead_to()
    {
        var other = LocationBench.Page("acme/all", "other.yaml");
        _bench.Repositories["acme/all", "other.yaml"] = LocationBench.Location("other", "./a/1.yaml");
        var before = (await _bench.RegisterAsync(All)).Value!.Location;
        _bench.Tick();

        var replaced = (await _bench.Registration().ReplaceAsync(before.Id, Body(other), "key:1", Cancel))!.Value!;
        await _bench.WorkAsync();

        Assert.Equal(RegisteredLocation.IdOf("url", other), replaced.Location.Id);
        Assert.Equal([other], (await _bench.Locations.ListAsync(Cancel)).Select(location => location.Target));
        Assert.Equal(["one"], _bench.Components());
        Assert.Equal("url:" + other, await _bench.OriginOfAsync("one"));
    }

    [Fact]
    public async Task Only_what_is_there_is_replaced_and_only_by_what_is_not()
    {
        var other = LocationBench.Page("acme/all", "a/1.yaml");
        var first = (await _bench.RegisterAsync(All)).Value!.Location;
        var second = (await _bench.RegisterAsync(other)).Value!.Location;

        Assert.Null(await _bench.Registration().ReplaceAsync("none", Body(All), "key:1", Cancel));
        Assert.Equal(first, (await _bench.Registration().ReplaceAsync(first.Id, Body(All), "key:1", Cancel))!.Value!.Location);
        Assert.Equal(
            LocationRegistration.Exists,
            (await _bench.Registration().ReplaceAsync(first.Id, Body(second.Target), "key:1", Cancel))!.Problems.Single().Code);
        Assert.Equal(
            "field-missing", (await _bench.Registration().ReplaceAsync(first.Id, [], "key:1", Cancel))!.Problems[0].Code);
        Assert.Equal(2, (await _bench.Locations.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task A_dry_run_shows_everything_and_changes_nothing()
    {
        _bench.Repositories["acme/all", "a/3.yaml"] = "kind: Component";

        var tried = (await _bench.RegisterAsync(All, isDryRun: true)).Value!;

        Assert.False(tried.IsThere);
        Assert.Equal(
            ["Location", "Location", "Component", "Component"], tried.Report!.Entities.Select(entity => entity.Ref.Kind));
        Assert.Equal(2, tried.Report.Problems.Count);
        Assert.Empty(_bench.Catalog.Claims.Refs);
        Assert.Empty(_bench.Queue.Sent);
        Assert.Empty(await _bench.Locations.ListAsync(Cancel));
        await _bench.RegisterAsync(All);
        Assert.True((await _bench.RegisterAsync(All, isDryRun: true)).Value!.IsThere);
    }

    [Fact]
    public async Task What_is_to_be_done_is_on_the_queue_before_anything_is_changed()
    {
        _bench.Patience = TimeSpan.Zero;

        var registered = (await _bench.RegisterAsync(All)).Value!;

        Assert.Equal(OperationState.Queued, registered.Operation!.State);
        Assert.Equal("catalog-refresh", _bench.Queue.Sent.Single().Queue);
        await _bench.WorkAsync();
        Assert.Equal(["one", "two"], _bench.Components());
        Assert.Equal(OperationState.Succeeded, (await _bench.Operations.FindAsync(registered.Operation.Id, Cancel))!.State);
    }

    [Fact]
    public async Task What_the_call_has_done_the_queue_does_not_do_again()
    {
        var operation = (await _bench.RegisterAsync(All)).Value!.Operation!;
        _bench.Repositories.Calls.Clear();

        await _bench.Runner().RunAsync(new RefreshMessage(operation.Id, RegisteredLocation.IdOf("url", All)), Cancel);

        Assert.Empty(_bench.Repositories.Calls);
    }

    [Fact]
    public async Task A_push_between_the_reading_and_the_first_watch_is_not_missed()
    {
        await _bench.RegisterAsync(All);
        _bench.Repositories["acme/all", "a/3.yaml"] = LocationBench.Component("three");

        await _bench.WorkAsync();

        Assert.Equal(["one", "three", "two"], _bench.Components());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_request_is_said_at_once()
    {
        var body = new JsonObject { ["type"] = "file", ["target"] = "file:///x", ["presence"] = "maybe", ["more"] = 1 };

        var refused = await _bench.Registration().RegisterAsync(body, "key:1", false, Cancel);

        Assert.Equal(["more", "presence", "target", "type"], refused.Problems.Select(problem => problem.Field).Order());
        Assert.Empty(_bench.Queue.Sent);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_a_problem_of_the_location()
    {
        var registered = (await _bench.RegisterAsync(LocationBench.Page("acme/all", "none.yaml"))).Value!;

        Assert.Equal(LocationCodes.NoMatch, registered.Operation!.Result!.Problems.Single().Problem.Code);
        var report = await _bench.Catalog.Reports.FindAsync(registered.Location.Source, Cancel);
        Assert.Equal("spec.target", report.Problems.Single().Field);

        _bench.Repositories["acme/all", "none.yaml"] = LocationBench.Component("late");
        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();

        Assert.Equal(["late"], _bench.Components());
        Assert.Empty((await _bench.Catalog.Reports.FindAsync(registered.Location.Source, Cancel)).Problems);
    }

    [Fact]
    public async Task An_optional_target_may_be_absent() => Assert.Empty(
        (await _bench.RegisterAsync(LocationBench.Page("acme/all", "none.yaml"), more: "optional"))
            .Value!.Operation!.Result!.Problems);

    [Fact]
    public async Task What_fails_for_now_is_tried_again_later_and_then_given_up()
    {
        _bench.Repositories.Failing.Add("tree acme/all main");
        var registered = (await _bench.RegisterAsync(All)).Value!;

        Assert.Equal(OperationState.Queued, registered.Operation!.State);
        var delays = new List<double>();
        for (var messages = Refreshes(); messages.Count > 0; messages = Refreshes())
        {
            foreach (var (message, delay) in messages.Where(one => one.Message.Attempt > 0))
            {
                delays.Add(delay.TotalSeconds);
                _bench.Tick();
                await _bench.Runner().RunAsync(message, Cancel);
            }
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1280], delays);
        Assert.Equal(OperationState.Failed, (await _bench.Operations.FindAsync(registered.Operation.Id, Cancel))!.State);

        _bench.Repositories.Failing.Clear();
        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();
        Assert.Equal(["one", "two"], _bench.Components());
    }

    [Fact]
    public async Task An_unchanged_location_is_read_again_without_a_write()
    {
        await _bench.RegisterAsync(All);
        await _bench.WorkAsync();
        var etag = (await _bench.Catalog.Store.FindAsync(EntityRef.Parse("component:default/one"), Cancel))!.Etag;
        _bench.Repositories.Calls.Clear();

        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();

        Assert.DoesNotContain(_bench.Repositories.Calls, call => call.StartsWith("blob", StringComparison.Ordinal));
        Assert.Equal(etag, (await _bench.Catalog.Store.FindAsync(EntityRef.Parse("component:default/one"), Cancel))!.Etag);
    }

    [Fact]
    public async Task Operations_of_last_week_are_forgotten()
    {
        var operation = (await _bench.RegisterAsync(All)).Value!.Operation!;
        for (var i = 0; i < 8 * 24 * 60; i++)
        {
            _bench.Tick();
        }

        await _bench.Sweep().RunAsync(Cancel);

        Assert.Null(await _bench.Operations.FindAsync(operation.Id, Cancel));
    }

    private List<(RefreshMessage Message, TimeSpan Delay)> Refreshes() =>
        [.. _bench.Queue.Take().Select(sent => (RefreshMessage.Parse(sent.Body).Value!, sent.Delay))];
}
