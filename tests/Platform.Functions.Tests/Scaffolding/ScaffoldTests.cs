using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding.Orchestration;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class ScaffoldTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_becomes_a_repository_with_one_commit_and_a_green_run_and_an_entity()
    {
        var name = fixture.NewName();

        var task = await fixture.Scaffolder.CreateAsync("green", fixture.Values(name), Cancel);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Null(events[^1].Body.Error);
        Assert.Equal(TaskEventType.Completion, events[^1].Type);
        var commits = (await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}/commits", Cancel))!.AsArray();
        Assert.Equal("initial commit", Assert.Single(commits)!["commit"]!["message"]!.GetValue<string>());
        Assert.True(await fixture.HasEntityAsync(name, Cancel));
        Assert.Equal(
            $"component:default/{name}", events[^1].Body.Output!["links"]![1]!["entityRef"]!.GetValue<string>());
        Assert.Equal("completed", (await fixture.Scaffolder.GetAsync(task, Cancel))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_story_of_a_task_is_dense_and_goes_forward()
    {
        var events = await RunAsync("green", fixture.NewName());

        Assert.Equal(Enumerable.Range(1, events.Count).Select(id => (long)id), events.Select(entry => entry.Id));
        var percents = events.Select(entry => entry.Body.Percent).OfType<int>().ToList();
        Assert.Equal(percents.Order(), percents);
        Assert.Equal(100, percents[^1]);
        string[] steps = ["fetch", "publish", "register", "verify-first-ci-run"];
        Assert.Equal(steps, Steps(events, StepStatus.Processing));
        Assert.Equal(steps, Steps(events, StepStatus.Completed));
    }

    [Fact]
    public async Task The_custom_status_tells_the_percentage_and_how_long_each_step_took()
    {
        var task = await fixture.Scaffolder.CreateAsync("plain", fixture.Values(fixture.NewName()), Cancel);
        var client = fixture.Host.Services.GetRequiredService<DurableTaskClient>();

        var instance = await client.WaitForInstanceCompletionAsync(task.Value, getInputsAndOutputs: true, Cancel);

        var status = instance.ReadCustomStatusAs<ScaffoldStatus>()!;
        Assert.Equal(100, status.Percent);
        Assert.Equal(["fetch", "publish", "register"], status.Seconds.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_request_has_its_first_event_when_it_is_answered()
    {
        var task = await fixture.Scaffolder.CreateAsync("plain", fixture.Values(fixture.NewName()), Cancel);

        Assert.Equal(1, (await fixture.Scaffolder.ReadEventsAsync(task, after: 0, Cancel))[0].Id);
        await fixture.Scaffolder.FollowAsync(task, Cancel);
    }

    [Fact]
    public async Task A_repository_that_is_not_ours_is_refused_and_left_as_it_was()
    {
        var name = fixture.NewName();
        var foreign = await fixture.Forge.PostAsync(
            $"orgs/{fixture.Host.Organization}/repos",
            new System.Text.Json.Nodes.JsonObject { ["name"] = name, ["description"] = "Somebody's", ["auto_init"] = true },
            Cancel);

        var events = await RunAsync("plain", name);

        Assert.Equal("repository-name-taken", Assert.Single(events[^1].Body.Error!.Problems).Code);
        var now = await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}", Cancel);
        Assert.Equal(foreign!["id"]!.ToJsonString(), now!["id"]!.ToJsonString());
        Assert.Equal("Somebody's", now["description"]!.GetValue<string>());
        Assert.False(now["archived"]!.GetValue<bool>());
        Assert.False(await fixture.HasEntityAsync(name, Cancel));
    }

    [Fact]
    public async Task A_red_first_run_fails_the_task_with_its_log_and_takes_everything_back()
    {
        var name = fixture.NewName();

        var events = await RunAsync("red", name);

        Assert.Equal("ci-run-failed", Assert.Single(events[^1].Body.Error!.Problems).Code);
        Assert.Contains(events, entry => entry.Body.Message.Contains("something is wrong", StringComparison.Ordinal));
        Assert.Null(await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}", Cancel));
        Assert.False(await fixture.HasEntityAsync(name, Cancel));
        var undone = events.Select(entry => entry.Body.StepId).Where(step => step is "register" or "publish").TakeLast(2);
        Assert.Equal(["register", "publish"], undone);
    }

    [Fact]
    public async Task What_was_made_is_kept_when_the_requester_wants_it_so()
    {
        var name = fixture.NewName();

        var task = await fixture.Scaffolder.CreateAsync("red", fixture.Values(name), Cancel, keepOnFailure: true);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(StepStatus.Failed, events[^1].Body.Status);
        Assert.NotNull(await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}", Cancel));
        Assert.True(await fixture.HasEntityAsync(name, Cancel));
    }

    [Fact]
    public async Task A_template_that_can_not_be_rendered_fails_before_anything_is_made()
    {
        fixture.Templates.WithService("broken").Write("broken/skeleton/README.md", "${{ values.missing.name }}");
        var name = fixture.NewName();

        var events = await RunAsync("broken", name);

        var problem = Assert.Single(events[^1].Body.Error!.Problems);
        Assert.Equal("skeleton/README.md", problem.Place?.File);
        Assert.Null(await fixture.Forge.FindAsync($"repos/{fixture.Host.Organization}/{name}", Cancel));
    }

    private static IEnumerable<string?> Steps(IReadOnlyList<TaskEvent> events, StepStatus status) =>
        events.Where(entry => entry.Body.Status == status && entry.Body.StepId is not null).Select(entry => entry.Body.StepId);

    private async Task<IReadOnlyList<TaskEvent>> RunAsync(string template, string name)
    {
        var task = await fixture.Scaffolder.CreateAsync(template, fixture.Values(name), Cancel);
        return await fixture.Scaffolder.FollowAsync(task, Cancel);
    }
}
