using System.Net;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class TaskControlTests(OrchestrationFixture fixture) : IClassFixture<OrchestrationFixture>
{
    private const string Three =
        """
            - { id: a, name: A, action: 'test:conducted', input: { thing: '${{ parameters.name }}-a' } }
            - { id: b, name: B, action: 'test:conducted', input: { thing: '${{ parameters.name }}-b' } }
            - { id: c, name: C, action: 'test:conducted', input: { thing: '${{ parameters.name }}-c' } }
        """;

    private static readonly Caller Jane = new("user:default/jane", "Jane", [Role.Admin]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskControl Control => fixture.Host.Services.GetRequiredService<TaskControl>();

    private DurableTaskClient Client => fixture.Host.Services.GetRequiredService<DurableTaskClient>();

    [Fact]
    public async Task A_task_is_cancelled_while_it_works_and_what_it_made_is_taken_back()
    {
        fixture.Define("three", Three);
        fixture.Action.Hold("c1-b");
        var task = await fixture.StartAsync("three", "c1");
        await fixture.Action.BeganAsync("c1-b");

        await CancelAsync(task);
        fixture.Action.Release("c1-b");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(TaskEventType.Cancelled, events[^1].Type);
        Assert.Equal(StepStatus.Cancelled, events[^1].Body.Status);
        Assert.Equal(["+c1-a", "+c1-b", "-c1-b", "-c1-a"], fixture.Action.Of("c1-"));
        Assert.Equal("cancelled", (await fixture.Scaffolder.GetAsync(task, Cancel))["status"]!.GetValue<string>());
        Assert.Contains(
            events, entry => entry.Body.Message.Contains("user:default/jane", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_is_cancelled_while_it_waits()
    {
        fixture.Define("sleepy", "    - { id: a, name: A, action: 'debug:wait', input: { minutes: 9 } }");
        var task = await fixture.StartAsync("sleepy", "c2");
        await fixture.Scaffolder.UntilAsync(
            task, entry => entry.Body.Message.StartsWith("Waiting for 540", StringComparison.Ordinal), Cancel);

        await CancelAsync(task);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(TaskEventType.Cancelled, events[^1].Type);
        Assert.Contains(events, entry => entry.Body is { StepId: "a", Status: StepStatus.Cancelled });
    }

    [Fact]
    public async Task A_task_is_cancelled_while_a_step_is_tried_again()
    {
        fixture.Define(
            "patient",
            """
                - id: a
                  action: test:conducted
                  input: { thing: '${{ parameters.name }}-a' }
                  retry: { attempts: 100, backoff: PT10M, maxInterval: PT1H }
            """);
        fixture.Action.OutOfReach("c3-a", times: 100);
        var task = await fixture.StartAsync("patient", "c3");
        await fixture.Scaffolder.UntilAsync(
            task,
            entry => entry.Body.Message.Contains("Trying again in 600 s (attempt 1 of 100)", StringComparison.Ordinal),
            Cancel);

        await CancelAsync(task);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(TaskEventType.Cancelled, events[^1].Type);
    }

    [Fact]
    public async Task A_step_tries_as_often_as_it_says()
    {
        fixture.Define(
            "hasty",
            """
                - id: a
                  action: test:conducted
                  input: { thing: '${{ parameters.name }}-a' }
                  retry: { attempts: 2, backoff: PT0.1S }
            """);
        fixture.Action.OutOfReach("c4-a", times: 2);

        var events = await fixture.Scaffolder.FollowAsync(await fixture.StartAsync("hasty", "c4"), Cancel);

        Assert.Contains("Gave up after 2 attempts", events[^1].Body.Message, StringComparison.Ordinal);
        Assert.Single(events, entry => entry.Body.Message.Contains("attempt 1 of 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_kept_what_it_made_goes_on_from_the_step_that_failed()
    {
        fixture.Define("three", Three);
        fixture.Action.Broken["c5-b"] = true;
        var task = await fixture.StartAsync("three", "c5", keepOnFailure: true);
        await fixture.Scaffolder.FollowAsync(task, Cancel);
        fixture.Action.Broken.Clear();

        var events = await RetryAsync(task);

        Assert.Equal(TaskEventType.Completion, events[^1].Type);
        Assert.Equal(["+c5-a", "+c5-b", "+c5-c"], fixture.Action.Of("c5-"));
        Assert.Equal("c5-a", events[^1].Body.Output!["first"]!.GetValue<string>());
        AssertOneStory(events);
        Assert.Contains(events, entry => entry.Body.Message == "Step A was done before and stays");
    }

    [Fact]
    public async Task A_task_that_was_taken_back_goes_on_from_the_first_step_that_had_made_something()
    {
        fixture.Define("logs", $"    - {{ id: l, name: L, action: 'debug:log', input: {{ message: hi }} }}\n{Three}");
        fixture.Action.Broken["c6-b"] = true;
        var task = await fixture.StartAsync("logs", "c6");
        await fixture.Scaffolder.FollowAsync(task, Cancel);
        fixture.Action.Broken.Clear();

        var events = await RetryAsync(task);

        Assert.Equal(["+c6-a", "-c6-a", "+c6-a", "+c6-b", "+c6-c"], fixture.Action.Of("c6-"));
        Assert.Single(events, entry => entry.Body.Message == "Step L was done before and stays");
        Assert.Equal(2, events.Count(entry => entry.Body is { StepId: "a", Status: StepStatus.Processing }));
        AssertOneStory(events);
    }

    [Fact]
    public async Task What_an_earlier_run_kept_is_taken_back_when_a_later_one_is_cancelled_without_keeping()
    {
        fixture.Define("three", Three);
        fixture.Action.Broken["c7-c"] = true;
        var task = await fixture.StartAsync("three", "c7");
        await fixture.Scaffolder.FollowAsync(task, Cancel);
        await fixture.Scaffolder.FollowAsync(task, Cancel);
        fixture.Action.Hold("c7-b");
        var retried = await Control.RetryAsync(Client, task, Jane, Cancel);
        Assert.IsType<ControlOutcome.Done>(retried);
        await fixture.Scaffolder.UntilAsync(
            task, entry => entry.Body is { Message: "Beginning step B" } && entry.Id > 12, Cancel);
        await CancelAsync(task);
        fixture.Action.Release("c7-b");

        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(TaskEventType.Cancelled, events[^1].Type);
        Assert.DoesNotContain(fixture.Action.Things.Keys, thing => thing.StartsWith("c7-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_runs_or_is_completed_is_not_tried_again_and_an_ended_one_is_not_cancelled()
    {
        fixture.Define("three", Three);
        var task = await fixture.StartAsync("three", "c8");
        await fixture.Scaffolder.FollowAsync(task, Cancel);

        var retry = Assert.IsType<ControlOutcome.Refused>(await Control.RetryAsync(Client, task, Jane, Cancel));
        var cancel = Assert.IsType<ControlOutcome.Refused>(await Control.CancelAsync(Client, task, Jane, Cancel));

        Assert.Equal("task-not-retriable", retry.Problem.Code);
        Assert.Equal("task-has-ended", cancel.Problem.Code);
        Assert.IsType<ControlOutcome.Unknown>(
            await Control.CancelAsync(Client, TaskId.New(TimeProvider.System), Jane, Cancel));
    }

    [Fact]
    public async Task A_restart_is_a_new_task_with_other_values_that_names_the_old_one()
    {
        fixture.Define("three", Three);
        var old = await fixture.StartAsync("three", "c9");
        await fixture.Scaffolder.FollowAsync(old, Cancel);

        using var answer = await fixture.PostAsync(
            $"scaffolder/v2/tasks/{old}/restart", new JsonObject { ["values"] = new JsonObject { ["name"] = "c9x" } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        var task = TaskId.Parse(body["id"]!.GetValue<string>());
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(["+c9x-a", "+c9x-b", "+c9x-c"], fixture.Action.Of("c9x-"));
        Assert.Contains($"as a restart of task {old}", events[0].Body.Message, StringComparison.Ordinal);
        var spec = (await fixture.Scaffolder.GetAsync(task, Cancel))["spec"]!;
        Assert.Equal(old.Value, spec["restartOf"]!.GetValue<string>());
        Assert.False(spec["parameters"]!["fails"]!.GetValue<bool>());
    }

    private async Task CancelAsync(TaskId task) =>
        Assert.IsType<ControlOutcome.Done>(await Control.CancelAsync(Client, task, Jane, Cancel));

    private async Task<IReadOnlyList<TaskEvent>> RetryAsync(TaskId task)
    {
        Assert.IsType<ControlOutcome.Done>(await Control.RetryAsync(Client, task, Jane, Cancel));
        return await fixture.Scaffolder.FollowAsync(task, Cancel);
    }

    private static void AssertOneStory(IReadOnlyList<TaskEvent> events)
    {
        Assert.Equal(Enumerable.Range(1, events.Count).Select(id => (long)id), events.Select(entry => entry.Id));
        Assert.Single(events, entry => entry.IsEnd);
        Assert.Single(events, entry => entry.Type == TaskEventType.Recovered);
        var after = events.SkipWhile(entry => entry.Type != TaskEventType.Recovered)
            .Select(entry => entry.Body.Percent).OfType<int>().ToList();
        Assert.Equal(after.Order(), after);
    }
}
