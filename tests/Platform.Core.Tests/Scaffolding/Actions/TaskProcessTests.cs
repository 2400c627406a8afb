using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

/// <summary>Activities run at least once: each is run twice here, and must leave what it leaves when run once.</summary>
public sealed class TaskProcessTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly MemoryTaskStore _tasks = new();
    private readonly MemoryEventLog _events;
    private readonly ScriptedAction _action = new();
    private readonly MemoryContentStore _contents = new();
    private readonly TaskProcess _process;

    public TaskProcessTests()
    {
        _events = new(_clock);
        var actions = new ActionRegistry([_action]);
        _process = TaskProcessKit.Of(_tasks, _events, actions, _contents, new MemoryTaskSecrets(), _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beginning_twice_begins_once()
    {
        var task = await CreateAsync();

        await TwiceAsync(() => _process.BeginAsync(task.InstanceId, Cancel));

        Assert.Equal(["Task created from template:default/sample"], await MessagesAsync(task));
        Assert.Equal(ScaffoldTaskStatus.Processing, (await _tasks.FindAsync(task.Id, Cancel))!.Status);
    }

    [Fact]
    public async Task A_task_that_has_ended_is_not_begun_again()
    {
        var task = await CreateAsync();
        await _tasks.ChangeAsync(task.Id, found => found.Fail(_clock), Cancel);

        Assert.True((await _process.BeginAsync(task.InstanceId, Cancel)).IsOver);
    }

    [Fact]
    public async Task Preparing_twice_is_told_once()
    {
        var task = await CreateAsync();

        var prepared = await TwiceAsync(() => _process.PrepareAsync(new(task.Id, Step(), []), Cancel));

        Assert.Equal("""{"text":"hello orders"}""", Assert.Single(prepared.Runs).Input.ToJsonString());
        Assert.Equal(["Beginning step Step one"], await MessagesAsync(task));
    }

    [Fact]
    public async Task A_process_that_has_just_started_prepares_a_step_whose_action_it_has_to_look_for()
    {
        var task = await CreateAsync();
        var started = TaskProcessKit.Of(
            _tasks, _events, new ActionRegistry([], new LateActions(_action)), _contents, new MemoryTaskSecrets(), _clock);

        var prepared = await started.PrepareAsync(new(task.Id, Step(), []), Cancel);

        Assert.Empty(prepared.Problems);
        Assert.Single(prepared.Runs);
    }

    [Fact]
    public async Task A_turn_taken_twice_says_and_ends_once()
    {
        var task = await CreateAsync();
        _action.Turn = () => ActionTurn.Done(new { answer = 42 }).Saying("first", "second");

        await TwiceAsync(() => _process.TakeTurnAsync(Call(task), Cancel));

        Assert.Equal(["first", "second", "Finished step Step one"], await MessagesAsync(task));
    }

    [Fact]
    public async Task A_failed_turn_names_its_problem_once()
    {
        var task = await CreateAsync();
        _action.Turn = () => ActionTurn.Failed(new Problem("broken", "It is broken."));

        await TwiceAsync(() => _process.TakeTurnAsync(Call(task), Cancel));

        Assert.Equal(["Step Step one failed: It is broken."], await MessagesAsync(task));
    }

    [Fact]
    public async Task Completing_twice_completes_once_and_renders_the_output()
    {
        var task = await CreateAsync();
        await _process.BeginAsync(task.InstanceId, Cancel);

        var outputs = new JsonObject { ["one"] = new JsonObject { ["url"] = "u" } };
        await TwiceAsync(() => _process.CompleteAsync(new(task.Id, outputs), Cancel));

        var end = (await _events.ReadAsync(task.Id, 0, Cancel))[^1];
        Assert.Equal(TaskEventType.Completion, end.Type);
        Assert.Equal(2, end.Id);
        Assert.Equal("""{"links":[{"title":"It","url":"u"}]}""", end.Body.Output!.ToJsonString());
        Assert.Equal(ScaffoldTaskStatus.Completed, (await _tasks.FindAsync(task.Id, Cancel))!.Status);
    }

    [Fact]
    public async Task Failing_twice_fails_once_and_says_what_remains()
    {
        var task = await CreateAsync();
        var failure = new TaskFailure(task.Id, Step(), [new Problem("broken", "It is broken.")], ["acme/orders is archived."]);

        await TwiceAsync(async () =>
        {
            await _process.FailAsync(failure, Cancel);
            return true;
        });

        Assert.Equal(
            ["Step Step one failed: It is broken.", "acme/orders is archived.", "Task failed: It is broken."],
            await MessagesAsync(task));
    }

    [Fact]
    public async Task Undoing_twice_is_told_once()
    {
        var task = await CreateAsync();

        await TwiceAsync(() => _process.UndoAsync(new(task.Id, "one", "one", _action.Id, new JsonObject()), Cancel));

        Assert.Equal(["undone"], await MessagesAsync(task));
    }

    [Fact]
    public async Task An_error_that_may_pass_is_retried_later_and_later_and_in_the_end_final()
    {
        var task = await CreateAsync();
        _action.Turn = () => throw new TransientSourceControlException("source-control-unavailable", "No answer.");

        var waits = new List<double>();
        for (var attempt = 1; attempt < 8; attempt++)
        {
            waits.Add((await _process.TakeTurnAsync(Call(task) with { Attempt = attempt }, Cancel)).After.TotalSeconds);
        }

        var last = await _process.TakeTurnAsync(Call(task) with { Attempt = 8 }, Cancel);
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30], waits);
        Assert.Equal("source-control-unavailable", Assert.Single(last.Problems).Code);
    }

    [Fact]
    public async Task A_limit_that_names_its_end_is_waited_for_in_sight_of_the_requester()
    {
        var task = await CreateAsync();
        _action.Turn = () => throw new TransientSourceControlException(
            "rate-limited", "Too many calls.", TimeSpan.FromSeconds(90));

        var turn = await _process.TakeTurnAsync(Call(task), Cancel);

        Assert.Equal(TimeSpan.FromSeconds(90), turn.After);
        Assert.Contains("Trying again in 90 s", Assert.Single(await MessagesAsync(task)), StringComparison.Ordinal);
    }

    private static StepRun Step() => new("one", "Step one", 0, 2, null, true, DateTimeOffset.UnixEpoch.AddYears(56));

    private ActionCall Call(ScaffoldTask task) => new(task.Id, Step(), _action.Id, [], null);

    private async Task<ScaffoldTask> CreateAsync()
    {
        var task = new TaskBuilder()
            .At(_clock)
            .WithParameters(new JsonObject { ["name"] = "orders" })
            .WithStep("one", _action.Id, new JsonObject { ["text"] = "hello ${{ parameters.name }}" })
            .WithOutput(new JsonObject
            {
                ["links"] = new JsonArray(
                    new JsonObject { ["title"] = "It", ["url"] = "${{ steps.one.output.url }}" },
                    new JsonObject { ["title"] = "Not", ["url"] = "x", ["if"] = "${{ false }}" }),
            })
            .Build();
        await _tasks.CreateAsync(task, "f", Cancel);
        return task;
    }

    private async Task<T> TwiceAsync<T>(Func<Task<T>> activity)
    {
        var first = await activity();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var second = await activity();
        Assert.Equal(PlatformJson.Serialize(first), PlatformJson.Serialize(second));
        return second;
    }

    private async Task<IEnumerable<string>> MessagesAsync(ScaffoldTask task) =>
        (await _events.ReadAsync(task.Id, 0, Cancel)).Select(entry => entry.Body.Message);
}
