using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Scaffolding.Actions;

/// <summary>A step that need not wait for anybody is prepared and begun in one activity, with as few turns as do.</summary>
public sealed class StepBeginningTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly MemoryTaskStore _tasks = new();
    private readonly MemoryEventLog _events;
    private readonly ScriptedAction _action = new();
    private readonly TaskProcess _process;
    private TaskId? _task;

    public StepBeginningTests()
    {
        _events = new(_clock);
        var registry = new ActionRegistry([_action]);
        _process = TaskProcessKit.Of(_tasks, _events, registry, new MemoryContentStore(), new MemoryTaskSecrets(), _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Stage => _action.Calls.Last().Stage;

    [Fact]
    public async Task The_first_turn_is_taken_with_the_preparation()
    {
        _action.Turn = () => ActionTurn.Done(new { answer = 42 }).Saying("thinking");

        var prepared = await BeginAsync("w1");

        Assert.Equal("""{"answer":42}""", prepared.First!.Output!.ToJsonString());
        Assert.Equal("w1", Assert.Single(_action.Calls).Workspace);
        Assert.Equal(["Beginning step Step one", "thinking", "Finished step Step one"], Messages());
    }

    [Fact]
    public async Task Without_an_action_to_begin_with_nothing_is_begun()
    {
        var task = await CreateAsync(new JsonObject());

        Assert.Null((await _process.PrepareAsync(new(task.Id, Step(), []), Cancel)).First);
        Assert.Empty(_action.Calls);
    }

    [Fact]
    public async Task A_step_of_several_runs_is_not_begun()
    {
        var task = await CreateAsync(new JsonObject(), each: new JsonArray(1, 2));

        var prepared = await _process.PrepareAsync(new(task.Id, Step(), [], null, _action.Id), Cancel);

        Assert.Equal(2, prepared.Runs.Count);
        Assert.Null(prepared.First);
        Assert.Empty(_action.Calls);
    }

    [Fact]
    public async Task A_beginning_is_told_while_the_first_turn_is_under_way()
    {
        var end = new TaskCompletionSource();
        _action.Hold = end.Task;

        var beginning = BeginAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return Messages() is ["Beginning step Step one"];
            },
            Cancel);
        end.SetResult();
        await beginning;

        Assert.Equal(["Beginning step Step one", "Finished step Step one"], Messages());
    }

    [Fact]
    public async Task A_beginning_is_told_also_when_the_first_turn_breaks()
    {
        _action.Turn = () => throw new InvalidOperationException("broken");

        await Assert.ThrowsAsync<InvalidOperationException>(() => BeginAsync());

        Assert.Equal(["Beginning step Step one"], Messages());
    }

    [Fact]
    public async Task Work_for_one_item_is_done_at_once()
    {
        _action.Turn = () => Stage switch
        {
            ActionCall.Start => ActionTurn.FanOut("work", [7], "sum").Saying("one part"),
            "work" => ActionTurn.Done(_action.Calls.Last().ItemAs<int>() * 6).Saying("working"),
            _ => ActionTurn.Done(new { sum = _action.Calls.Last().ResultsAs<int>().Sum() }),
        };

        var prepared = await BeginAsync();

        Assert.Equal("""{"sum":42}""", prepared.First!.Output!.ToJsonString());
        Assert.Equal(["Beginning step Step one", "one part", "working", "Finished step Step one"], Messages());
    }

    [Fact]
    public async Task Work_for_several_items_is_left_to_go_side_by_side()
    {
        _action.Turn = () => ActionTurn.FanOut("work", [1, 2], "sum");

        Assert.Equal(TurnKind.FanOut, (await BeginAsync()).First!.Kind);
        Assert.Single(_action.Calls);
    }

    [Fact]
    public async Task What_would_have_to_be_undone_is_written_down_before_it_is_made()
    {
        _action.Turn = () => ActionTurn.FanOut("work", [1], "sum").WithUndo(new { made = 1 });

        Assert.Equal(TurnKind.FanOut, (await BeginAsync()).First!.Kind);
        Assert.Single(_action.Calls);
    }

    [Fact]
    public async Task An_item_that_has_to_try_again_is_left_to_do_so()
    {
        _action.Turn = () => Stage == ActionCall.Start
            ? ActionTurn.FanOut("work", [1], "sum")
            : throw new TransientSourceControlException("source-control-unavailable", "No answer.");

        var first = (await BeginAsync()).First!;

        Assert.Equal((TurnKind.FanOut, "work", "sum"), (first.Kind, first.ItemStage, first.Stage));
        Assert.Equal(["Beginning step Step one"], Messages());
    }

    [Fact]
    public async Task Beginning_twice_leaves_what_beginning_once_does()
    {
        var task = await CreateAsync(new JsonObject());
        _action.Turn = () => Stage == ActionCall.Start
            ? ActionTurn.FanOut("work", [1], "sum").Saying("one part")
            : ActionTurn.Done().Saying($"now {Stage}");

        var once = await _process.PrepareAsync(new(task.Id, Step(), [], null, _action.Id), Cancel);
        var messages = Messages();
        var twice = await _process.PrepareAsync(new(task.Id, Step(), [], null, _action.Id), Cancel);

        Assert.Equal(PlatformJson.Serialize(once), PlatformJson.Serialize(twice));
        Assert.Equal(messages, Messages());
    }

    private async Task<PreparedStep> BeginAsync(string? workspace = null)
    {
        var task = await CreateAsync(new JsonObject());
        return await _process.PrepareAsync(new(task.Id, Step(), [], null, _action.Id, workspace), Cancel);
    }

    private static StepRun Step() => new("one", "Step one", 0, 2, null, true, DateTimeOffset.UnixEpoch.AddYears(56));

    private async Task<ScaffoldTask> CreateAsync(JsonObject input, JsonNode? each = null)
    {
        var task = new TaskBuilder().At(_clock).WithStep("one", _action.Id, input, each: each).Build();
        await _tasks.CreateAsync(task, "f", Cancel);
        _task = task.Id;
        return task;
    }

    private IReadOnlyList<string> Messages() =>
        [.. _events.ReadAsync(_task!, 0, Cancel).GetAwaiter().GetResult().Select(entry => entry.Body.Message)];
}
