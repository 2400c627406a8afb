using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Tests.Durable;

public sealed class VersionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_side_by_side_run_each_on_its_own_orchestrator()
    {
        await using var host = await (await DurableHost.NewAsync())
            .WithOrchestrator("Scaffold_v1", async context => "one" + await context.WaitForExternalEvent<string>("go"))
            .StartAsync();
        await host.ScheduleAsync("Scaffold_v1", id: "old");

        var both = (await DurableHost.NewAsync())
            .WithOrchestrator("Scaffold_v1", async context => "one" + await context.WaitForExternalEvent<string>("go"))
            .WithOrchestrator("Scaffold_v2", _ => Task.FromResult("two"));
        await host.CrashAndRestartAsync(both.Work);
        await host.ScheduleAsync("Scaffold_v2", id: "new");
        await host.Client.RaiseEventAsync("old", "go", "!", Cancellation);

        Assert.Equal("one!", (await host.EndOfAsync("old")).ReadOutputAs<string>());
        Assert.Equal("two", (await host.EndOfAsync("new")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_keeps_the_version_it_was_started_with_and_activities_inherit_it()
    {
        await using var host = await HostAsync("1.0");
        var given = new StartOrchestrationOptions { Version = "0.9" };

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Versions", given, Cancellation);

        Assert.Equal("0.9 0.9 1.0 0.5", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal("1.0 1.0 1.0 0.5", (await host.RunAsync("Versions")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_new_default_does_not_reach_instances_in_flight()
    {
        await using var host = await HostAsync("1.0");
        var id = await host.ScheduleAsync("Wait");

        host.DefaultVersion = "2.0";
        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "", Cancellation);

        Assert.Equal("1.0 older", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_process_leaves_instances_of_a_newer_version_to_a_newer_process()
    {
        await using var host = await HostAsync("2.0");
        var id = await host.ScheduleAsync("Wait");

        host.DefaultVersion = "1.0";
        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);
        Assert.Equal("2.0", Assert.Single(await host.Engine.FindMissingOrchestratorsAsync(Cancellation)).Version);
        host.DefaultVersion = "2.0";
        await host.CrashAndRestartAsync();

        Assert.Equal("2.0 same", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public void Versions_are_compared_without_case_and_refuse_white_space()
    {
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(null));
        Assert.Equal(new TaskVersion("Beta"), new TaskVersion("bETA"));
        Assert.Throws<ArgumentException>(() => new TaskVersion(" "));
    }

    private static async Task<DurableHost> HostAsync(string defaultVersion)
    {
        var host = (await DurableHost.NewAsync())
            .WithOrchestrator("Version", context => Task.FromResult(context.Version))
            .WithOrchestrator("Wait", async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                return $"{context.Version} {(context.CompareVersionTo("2.0") < 0 ? "older" : "same")}";
            })
            .WithOrchestrator("Versions", async context => string.Join(
                ' ',
                context.Version,
                await context.CallActivityAsync<string>("ActivityVersion"),
                await context.CallSubOrchestratorAsync<string>("Version"),
                await context.CallSubOrchestratorAsync<string>("Version", new SubOrchestrationOptions { Version = "0.5" })));
        host.Work.AddActivity("ActivityVersion", call => Task.FromResult<object?>(call.Context.Version));
        host.DefaultVersion = defaultVersion;
        return await host.StartAsync();
    }
}
