using System.Text.Json.Nodes;
using Platform.Adapters.Storage.Scaffolding;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Scaffolding;

public sealed class TableTaskStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly MemoryContentStore _contents = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_comes_back_as_it_was_written()
    {
        var task = new TaskBuilder()
            .WithParameters(new JsonObject { ["name"] = "orders" })
            .WithStep("fetch", "fetch:template", new JsonObject { ["url"] = "./skeleton" }, each: new JsonArray(1, 2))
            .Build();

        await Store().CreateAsync(task, "f", Cancel);

        var found = await Store().FindAsync(task.Id, Cancel);
        Assert.NotNull(found);
        Assert.Equal(ScaffoldTaskStatus.Open, found.Status);
        Assert.Equal(task.CreatedAt, found.CreatedAt);
        Assert.Equal("orders", found.Spec.Parameters["name"]?.GetValue<string>());
        Assert.Equal("[1,2]", found.Spec.Steps[0].Each?.ToJsonString());
    }

    [Fact]
    public async Task A_spec_larger_than_a_property_is_kept_too()
    {
        var task = new TaskBuilder().WithParameters(new JsonObject { ["text"] = new string('x', 100_000) }).Build();

        await Store().CreateAsync(task, "f", Cancel);

        var found = await Store().FindAsync(task.Id, Cancel);
        Assert.Equal(100_000, found?.Spec.Parameters["text"]?.GetValue<string>().Length);
        Assert.Equal(1, _contents.Count);
    }

    [Fact]
    public async Task A_repeated_request_is_the_same_task_and_another_body_is_refused()
    {
        var id = TaskId.For("key:1", IdempotencyKey.Parse(Guid.NewGuid().ToString()));
        var store = Store();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            store.CreateAsync(new TaskBuilder().WithId(id).Build(), "same", Cancel)));
        var other = await store.CreateAsync(new TaskBuilder().WithId(id).Build(), "other", Cancel);

        Assert.Equal(1, outcomes.Count(outcome => outcome.Outcome == TaskCreationOutcome.Created));
        Assert.Equal(4, outcomes.Count(outcome => outcome.Outcome == TaskCreationOutcome.Repeated));
        Assert.Equal(TaskCreationOutcome.KeyTaken, other.Outcome);
    }

    [Fact]
    public async Task Transitions_of_two_writers_are_judged_one_after_the_other()
    {
        var task = new TaskBuilder().Build();
        await Store().CreateAsync(task, "f", Cancel);
        await Store().ChangeAsync(task.Id, found => found.Begin(Clock), Cancel);

        var moves = await Task.WhenAll(
            Outcome(Store().ChangeAsync(task.Id, found => found.Complete(Clock), Cancel)),
            Outcome(Store().ChangeAsync(task.Id, found => found.Fail(Clock), Cancel)));

        Assert.Single(moves, moved => moved);
        Assert.True((await Store().FindAsync(task.Id, Cancel))?.HasEnded);
    }

    [Fact]
    public async Task A_writer_whom_another_process_overtook_judges_by_what_is_written()
    {
        var (task, first, second) = (new TaskBuilder().Build(), Store(), Store());
        await first.CreateAsync(task, "f", Cancel);
        await second.ChangeAsync(task.Id, found => found.Begin(Clock), Cancel);

        // As the first one knows it, it is open: it could neither be completed, nor would there be something to do.
        var completed = await first.ChangeAsync(task.Id, found => found.Complete(Clock), Cancel);
        var seen = await second.ChangeAsync(
            task.Id, found => found.Status == ScaffoldTaskStatus.Processing ? found : found.RequestCancel("late"), Cancel);

        Assert.Equal(ScaffoldTaskStatus.Completed, completed.Status);
        Assert.Equal(ScaffoldTaskStatus.Completed, seen.Status);
        Assert.Equal(ScaffoldTaskStatus.Completed, (await Store().FindAsync(task.Id, Cancel))?.Status);
    }

    [Fact]
    public async Task A_writer_has_a_spec_of_its_own_that_nobody_else_can_change()
    {
        var task = new TaskBuilder().WithParameters(new JsonObject { ["name"] = "orders" }).Build();
        var store = Store();
        await store.CreateAsync(task, "f", Cancel);
        var begun = await store.ChangeAsync(task.Id, found => found.Begin(Clock), Cancel);

        begun.Spec.Parameters["name"] = "other";
        var completed = await store.ChangeAsync(task.Id, found => found.Complete(Clock), Cancel);

        Assert.Equal("orders", completed.Spec.Parameters["name"]?.GetValue<string>());
    }

    [Fact]
    public async Task Only_tasks_that_have_not_ended_are_listed_as_unfinished()
    {
        await using var own = await StorageFixture.NewAsync();
        var store = new TableTaskStore(own.Tables, _contents);
        var tasks = Enumerable.Range(0, 20).Select(_ => new TaskBuilder().Build()).ToList();
        foreach (var task in tasks)
        {
            await store.CreateAsync(task, "f", Cancel);
        }

        foreach (var task in tasks.Take(15))
        {
            await store.ChangeAsync(task.Id, found => found.Fail(Clock), Cancel);
        }

        var later = await store.ListUnfinishedAsync(Clock.GetUtcNow().AddMinutes(1), Cancel)
            .Select(found => found.Id).ToListAsync(Cancel);
        var earlier = await store.ListUnfinishedAsync(Clock.GetUtcNow().AddMinutes(-1), Cancel).CountAsync(Cancel);

        Assert.Equal(tasks.Skip(15).Select(task => task.Id).ToHashSet(), later.ToHashSet());
        Assert.Equal(0, earlier);
    }

    private static async Task<bool> Outcome(Task<ScaffoldTask> move)
    {
        try
        {
            await move;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private TableTaskStore Store() => new(storage.Tables, _contents);
}
