using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.ChatOps.Commands;
using Platform.Core.ChatOps.FollowUps;
using Platform.Core.ChatOps.Messages;
using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.ChatOps;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.ChatOps;

public sealed class TaskFollowUpsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryTaskStore _tasks = new();
    private readonly MemoryQueue _queue = new();
    private readonly MemoryEventLog _events;
    private readonly List<ChatPost> _posted = [];
    private ScaffoldTask _task;
    private FollowUp? _next;

    public TaskFollowUpsTests()
    {
        _events = new(_clock);
        _task = new TaskBuilder().At(_clock).WithParameters(new JsonObject { ["name"] = "orders" }).Build().Begin(_clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskFollowUps FollowUps => new(_tasks, _events, new(_queue, _clock), _queue, _clock);

    [Fact]
    public async Task The_end_of_a_task_is_told_and_nothing_after_it()
    {
        await BeginAsync();
        await LookAsync(TimeSpan.FromSeconds(3));
        Assert.NotNull(_next);

        await EndAsync();
        await LookAsync(TimeSpan.FromSeconds(3));

        var end = Assert.Single(_posted);
        Assert.Equal(
            (TaskFollowUps.End, true, TaskFollowUps.Answer, "orders is ready"),
            (end.Name, end.Last, end.After, end.Message.Title));
        Assert.Equal(ChatSeverity.Success, end.Message.Severity);
        Assert.Null(_next);
    }

    [Fact]
    public async Task A_second_look_at_the_same_end_says_the_same()
    {
        await BeginAsync();
        await EndAsync();
        var again = _next!;
        await LookAsync(TimeSpan.FromSeconds(3));
        _next = again;
        await LookAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(PlatformJson.Serialize(_posted[0].Message), PlatformJson.Serialize(_posted[1].Message));
        Assert.Equal(_posted[0].Name, _posted[1].Name);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reasons()
    {
        await BeginAsync();
        _task = await _tasks.ChangeAsync(_task.Id, task => task.Fail(_clock), Cancel);
        var red = new Problem("ci-run-failed", "The first CI run is red.");
        await _events.AppendAsync(_task.Id, [StepEvents.TaskFailed(_task, [red], _clock.GetUtcNow())], Cancel);

        await LookAsync(TimeSpan.FromSeconds(3));

        var message = Assert.Single(_posted).Message;
        Assert.Equal(("orders could not be made", ChatSeverity.Failure), (message.Title, message.Severity));
        Assert.Contains("The first CI run is red.", Assert.Single(message.Sections!).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_has_ended_without_its_last_event_is_looked_at_again()
    {
        await BeginAsync();
        _task = await _tasks.ChangeAsync(_task.Id, task => task.Complete(_clock), Cancel);

        await LookAsync(TimeSpan.FromSeconds(3));

        Assert.Empty(_posted);
        Assert.NotNull(_next);
    }

    [Fact]
    public async Task A_long_task_is_told_of_three_times_at_most_before_its_end()
    {
        await BeginAsync();
        for (var step = 0; step < 8; step++)
        {
            await StepAsync(step);
            await LookAsync(TaskFollowUps.ProgressPause);
        }

        Assert.Equal(["progress-1", "progress-2", "progress-3"], _posted.Select(post => post.Name));
        Assert.All(_posted, post => Assert.False(post.Last));
    }

    [Fact]
    public async Task Quick_steps_and_silence_are_not_told_of()
    {
        await BeginAsync();
        await StepAsync(0);
        await LookAsync(TimeSpan.FromSeconds(3));
        await LookAsync(TaskFollowUps.ProgressPause);
        await LookAsync(TaskFollowUps.ProgressPause);

        Assert.Equal(["progress-1"], _posted.Select(post => post.Name));
    }

    [Fact]
    public async Task Before_the_reply_address_expires_the_last_post_says_how_to_ask_on()
    {
        await BeginAsync();
        await LookAsync(PostDelivery.ReplyLife - TaskFollowUps.Farewell);

        var last = Assert.Single(_posted);
        Assert.True(last.Last);
        Assert.Contains(last.Message.Sections!, section => section.Text == $"/platform status {_task.Id}");
        Assert.Null(_next);
    }

    [Fact]
    public async Task A_task_that_does_not_exist_is_a_problem() => Assert.Equal(
        "task-not-found",
        Assert.Single(await FollowUps.LookAsync(
            new("c", "/platform", TaskId.New(_clock), "sealed", _clock.GetUtcNow(), _clock.GetUtcNow()), Cancel)).Code);

    private async Task BeginAsync()
    {
        await _tasks.CreateAsync(_task, "fingerprint", Cancel);
        var command = new ChatCommand("c", "slack", "T1", "U1", "C1", "/platform", "new", _clock.GetUtcNow(), "sealed");
        await FollowUps.BeginAsync(command, _task.Id, Cancel);
        Sort();
    }

    private async Task LookAsync(TimeSpan later)
    {
        _clock.Advance(later);
        var look = _next!;
        _next = null;
        Assert.Empty(await FollowUps.LookAsync(look, Cancel));
        Sort();
    }

    private void Sort()
    {
        foreach (var sent in _queue.Take())
        {
            if (sent.Queue == FollowUp.Queue)
            {
                Assert.True(sent.Delay > TimeSpan.Zero);
                _next = FollowUp.Parse(sent.Body).Value!;
            }
            else
            {
                _posted.Add(ChatPosts.Parse(sent.Body).Value!);
            }
        }
    }

    private Task StepAsync(int index) => _events.AppendAsync(
        _task.Id, [StepEvents.Begun(new($"s{index}", $"Step {index}", index, 8, null, true, _clock.GetUtcNow()))], Cancel);

    private async Task EndAsync()
    {
        _task = await _tasks.ChangeAsync(_task.Id, task => task.Complete(_clock), Cancel);
        await _events.AppendAsync(_task.Id, [StepEvents.TaskCompleted(_task, [], _clock.GetUtcNow())], Cancel);
    }
}
