using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding;
using Platform.TestKit.Scaffolding;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>A task exists when its row does; whatever happened to its orchestration, it comes to an end.</summary>
public sealed class ReconcileTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private readonly FakeTimeProvider _earlier = new(TimeProvider.System.GetUtcNow() - 2 * TaskStarter.Grace);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IServiceProvider Services => fixture.Host.Services;

    private DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    [Fact]
    public async Task A_task_whose_process_died_before_the_start_is_started()
    {
        var task = new TaskBuilder().At(_earlier).Build();
        await CreateAsync(task);

        await ReconcileAsync();

        var events = await fixture.Scaffolder.FollowAsync(task.Id, Cancel);
        Assert.Equal(StepStatus.Completed, events[^1].Body.Status);
    }

    [Fact]
    public async Task A_task_whose_orchestration_was_terminated_fails_and_says_so()
    {
        fixture.Host.Expect("its orchestration ended as Terminated");
        var task = await fixture.Scaffolder.CreateAsync("slow", fixture.Values(fixture.NewName()), Cancel);
        await Client.TerminateInstanceAsync(task.Value, Cancel);
        await Client.WaitForInstanceCompletionAsync(task.Value, Cancel);

        await Services.GetRequiredService<TaskStarter>().ReconcileAsync(Client, task, Cancel);

        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        Assert.Equal("orchestration-ended", Assert.Single(events[^1].Body.Error!.Problems).Code);
    }

    [Fact]
    public async Task A_task_that_was_just_made_is_left_to_its_request()
    {
        var task = new TaskBuilder().Build();
        await CreateAsync(task);

        await ReconcileAsync();

        Assert.Null(await Client.GetInstanceAsync(task.Id.Value, Cancel));
    }

    [Fact]
    public async Task A_late_second_instance_of_an_ended_task_does_nothing()
    {
        var task = await fixture.Scaffolder.CreateAsync("plain", fixture.Values(fixture.NewName()), Cancel);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        await Client.WaitForInstanceCompletionAsync(task.Value, Cancel);
        await Client.PurgeInstanceAsync(task.Value, Cancel);

        await TaskStarter.EnsureStartedAsync(Client, task, Cancel);
        await Client.WaitForInstanceCompletionAsync(task.Value, Cancel);

        Assert.Equal(events.Count, (await fixture.Scaffolder.ReadEventsAsync(task, after: 0, Cancel)).Count);
    }

    private async Task CreateAsync(ScaffoldTask task) =>
        await Services.GetRequiredService<ITaskStore>().CreateAsync(task, "f", Cancel);

    private Task ReconcileAsync() => Services.GetRequiredService<TaskStarter>().ReconcileAsync(Client, Cancel);
}
