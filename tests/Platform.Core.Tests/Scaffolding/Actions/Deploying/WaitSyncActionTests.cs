using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Deploying;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions.Deploying;

public sealed class WaitSyncActionTests
{
    private const string Server = "https://argocd.example.org";

    private readonly FakeTimeProvider _clock = new(new(2030, 1, 1, 8, 0, 10, TimeSpan.Zero));
    private readonly MemoryStates _states = new();
    private readonly FakeArgoCd _argoCd = new();
    private readonly ScaffoldTask _task = new TaskBuilder().Build();
    private readonly DateTimeOffset _start;

    public WaitSyncActionTests() => _start = _clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_waits_to_be_told_and_ends_when_the_commit_is_live()
    {
        var first = await TakeAsync(Input());
        Assert.Equal((TurnKind.Wait, "argocd/orders-staging"), (first.Kind, first.Event));
        Assert.Equal([_task.Id], _states.Waiting);

        await ToldAsync();
        _clock.Advance(TimeSpan.FromSeconds(41));
        var end = await TakeAsync(Input(), first);

        Assert.Equal(TurnKind.Done, end.Kind);
        Assert.Equal("synced", (string)end.Output!["outcome"]!);
        Assert.Equal(41, (double)end.Output["waitedSeconds"]!);
        Assert.Equal(3, (double)end.Output["syncSeconds"]!);
        Assert.Equal("unknown", (string)end.Output["intervalSeconds"]!);
        Assert.Contains("its interval is unknown", Assert.Single(end.Messages), StringComparison.Ordinal);
        Assert.Empty(_states.Waiting);
    }

    [Fact]
    public async Task What_was_told_before_the_step_began_counts_for_its_commit()
    {
        await ToldAsync();

        Assert.Equal(TurnKind.Done, (await TakeAsync(Input())).Kind);
    }

    [Fact]
    public async Task Another_commit_is_not_waited_for()
    {
        await ToldAsync();
        var input = Input();
        input["revision"] = new string('a', 40);

        Assert.Equal(TurnKind.Wait, (await TakeAsync(input)).Kind);
    }

    [Fact]
    public async Task Without_a_commit_only_a_sync_that_begins_after_the_step_counts()
    {
        var input = Input();
        input.Remove("revision");
        await ToldAsync(startedAt: "2030-01-01T08:00:02Z");
        Assert.Equal(TurnKind.Wait, (await TakeAsync(input)).Kind);

        await ToldAsync();
        Assert.Equal(TurnKind.Done, (await TakeAsync(input)).Kind);
    }

    [Fact]
    public async Task A_failed_sync_fails_the_step_with_what_Argo_CD_says()
    {
        await ToldAsync(phase: "Failed");

        var end = await TakeAsync(Input());

        var problem = Assert.Single(end.Problems);
        Assert.Equal("argocd-sync-failed", problem.Code);
        Assert.Contains("orders-staging", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail", "argocd-sync-timeout", null)]
    [InlineData("continue", null, "timeout")]
    public async Task The_time_is_up_with_an_outcome(string onTimeout, string? code, string? outcome)
    {
        var input = Input();
        input["onTimeout"] = onTimeout;
        input["timeout"] = "PT30S";
        var waiting = await TakeAsync(input);
        _clock.Advance(TimeSpan.FromSeconds(31));

        var end = await TakeAsync(input, waiting);

        Assert.Equal(code, end.Problems is [var problem] ? problem.Code : null);
        Assert.Equal(outcome, (string?)end.Output?["outcome"]);
        Assert.Empty(_states.Waiting);
    }

    [Fact]
    public async Task A_wait_never_goes_beyond_the_timeout()
    {
        var input = Input();
        input["timeout"] = "PT5S";
        var waiting = await TakeAsync(input);
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(1), (await TakeAsync(input, waiting)).After);
    }

    [Fact]
    public async Task A_server_that_may_be_asked_is_looked_at_and_tells_its_interval()
    {
        var input = Input();
        input["server"] = Server;
        input["token"] = "t0k3n";
        _argoCd.Application = ArgoCdPayloads.Application();
        _argoCd.Set = ArgoCdPayloads.ApplicationSet();

        var end = await TakeAsync(input);

        Assert.Equal(180, (double)end.Output!["intervalSeconds"]!);
        Assert.Equal("Healthy", (string)end.Output["health"]!);
        Assert.Equal(["orders-staging t0k3n", "golden-path t0k3n"], _argoCd.Asked);
    }

    [Theory]
    [InlineData("""[{"git":{"repoURL":"x"}}]""")]
    [InlineData("""[{"list":{"elements":[{"requeueAfterSeconds":5}]}}]""")]
    public async Task An_interval_that_nothing_names_is_unknown_and_not_assumed(string generators)
    {
        var input = Input();
        input["server"] = Server;
        _argoCd.Application = ArgoCdPayloads.Application();
        _argoCd.Set = ArgoCdPayloads.ApplicationSet(generators);

        Assert.Equal("unknown", (string)(await TakeAsync(input)).Output!["intervalSeconds"]!);
    }

    [Fact]
    public void Of_nested_generators_the_shortest_interval_counts() => Assert.Equal(
        TimeSpan.FromSeconds(30),
        RequeueInterval.Of(ArgoCdPayloads.ApplicationSet(
            """
            [{"matrix":{"generators":[{"git":{"requeueAfterSeconds":60}},
              {"merge":{"generators":[{"pullRequest":{"requeueAfterSeconds":"30"}}]}}]}}]
            """)));

    [Theory]
    [InlineData("OutOfSync", "Healthy", "Succeeded")]
    [InlineData("Synced", "Progressing", "Succeeded")]
    [InlineData("Synced", "Healthy", "Running")]
    public async Task Until_all_is_well_it_goes_on_waiting(string sync, string health, string phase)
    {
        var input = Input();
        input["server"] = Server;
        _argoCd.Application = ArgoCdPayloads.Application(phase, sync, health);

        Assert.Equal(TurnKind.Wait, (await TakeAsync(input)).Kind);
    }

    [Theory]
    [InlineData("server", "https://evil.example", "argocd-server-not-allowed")]
    [InlineData("timeout", "soon", "timeout-invalid")]
    [InlineData("timeout", "P2D", "timeout-invalid")]
    public async Task Wrong_inputs_are_refused_in_a_dry_run_too(string name, string value, string code)
    {
        var input = Input();
        input[name] = value;

        Assert.Equal(code, Assert.Single((await TakeAsync(input)).Problems).Code);
        var preview = await Action().PreviewAsync(_task, Call(input), Cancel);
        Assert.Equal(code, Assert.Single(preview.Problems).Code);
        Assert.Empty(_states.Waiting);
        Assert.Empty(_argoCd.Asked);
    }

    [Fact]
    public async Task A_dry_run_waits_for_nothing_and_asks_nobody()
    {
        var preview = await Action().PreviewAsync(_task, Call(Input()), Cancel);

        Assert.Equal(TurnKind.Done, preview.Kind);
        Assert.Equal("Would wait at most 10 min for Argo CD to sync orders-staging", Assert.Single(preview.Messages));
        Assert.Empty(_states.Waiting);
    }

    private static JsonObject Input() => new()
    {
        ["application"] = "orders-staging",
        ["revision"] = ArgoCdPayloads.Revision,
    };

    private WaitSyncAction Action() => new(_states, _argoCd, _clock);

    private ActionCall Call(JsonObject input) =>
        new(_task.Id, new StepRun("sync", "Sync", 0, 1, null, true, _start), "argocd:wait-sync", input, null);

    private Task<ActionTurn> TakeAsync(JsonObject input, ActionTurn? after = null) => Action().RunAsync(
        _task,
        after is null ? Call(input) : Call(input) with { Stage = after.Stage, State = after.State?.DeepClone() },
        Cancel);

    private Task ToldAsync(string phase = "Succeeded", string startedAt = "2030-01-01T08:00:46Z") => _states.RecordAsync(
        ArgoCdState.OfNotification(ArgoCdPayloads.Notification("orders-staging", phase: phase, startedAt: startedAt)
            ["data"]!["customData"]!["argocd"])!,
        Cancel);

    private sealed class FakeArgoCd : IArgoCd
    {
        public JsonObject? Application { get; set; }

        public JsonObject? Set { get; set; }

        public List<string> Asked { get; } = [];

        public Problem? Refuse(string server, string field) =>
            server == Server ? null : new("argocd-server-not-allowed", "No.", field, server);

        public Task<ArgoCdState?> FindAsync(
            string server, string application, string? token, CancellationToken cancellationToken)
        {
            Asked.Add($"{application} {token}");
            return Task.FromResult(ArgoCdState.OfApplication(Application));
        }

        public Task<JsonNode?> FindSetAsync(
            string server, string name, string? token, CancellationToken cancellationToken)
        {
            Asked.Add($"{name} {token}");
            return Task.FromResult<JsonNode?>(Set);
        }
    }

    private sealed class MemoryStates : IArgoCdStates
    {
        private ArgoCdState? _state;

        public HashSet<TaskId> Waiting { get; } = [];

        public Task RecordAsync(ArgoCdState state, CancellationToken cancellationToken)
        {
            _state = state;
            return Task.CompletedTask;
        }

        public Task<ArgoCdState?> FindAsync(string application, CancellationToken cancellationToken) => Task.FromResult(_state);

        public Task AddWaiterAsync(string application, TaskId task, CancellationToken cancellationToken) =>
            Task.FromResult(Waiting.Add(task));

        public Task RemoveWaiterAsync(string application, TaskId task, CancellationToken cancellationToken) =>
            Task.FromResult(Waiting.Remove(task));

        public Task<IReadOnlyList<TaskId>> WaitersAsync(string application, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<TaskId>>([.. Waiting]);
    }
}
