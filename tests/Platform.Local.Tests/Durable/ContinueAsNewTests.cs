using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class ContinueAsNewTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_orchestrator_begins_again_with_the_new_input_under_the_same_id()
    {
        await using var host = await HostAsync(async context =>
        {
            var n = context.GetInput<int>();
            await context.CallActivityAsync<int>("Next", n);
            if (n < 5)
            {
                context.ContinueAsNew(n + 1);
            }

            return n;
        });
        var id = await host.ScheduleAsync("Loop", 0);

        var end = await host.EndOfAsync(id);

        Assert.Equal(5, end.ReadOutputAs<int>());
        Assert.Equal(5, end.ReadInputAs<int>());
    }

    [Fact]
    public async Task The_history_stays_as_short_as_one_execution()
    {
        await using var host = await HostAsync(async context =>
        {
            var n = context.GetInput<int>();
            await context.CallActivityAsync<int>("Next", n);
            if (n == 60)
            {
                context.SetCustomStatus("there");
                await context.WaitForExternalEvent<string>("never");
            }

            context.ContinueAsNew(n + 1);
            return n;
        });
        var id = await host.ScheduleAsync("Loop", 0);
        await Eventually.HoldsAsync(async () => (await host.FindAsync(id)).ReadCustomStatusAs<string>() == "there", Cancellation);

        Assert.InRange((await host.Client.GetOrchestrationHistoryAsync(id, Cancellation)).Count, 1, 12);
        await Eventually.HoldsAsync(async () => await TurnsAsync(host) <= 3, Cancellation);
    }

    [Theory]
    [InlineData(true, "early")]
    [InlineData(false, "late")]
    public async Task Events_that_nobody_has_waited_for_go_on_or_are_dropped_as_asked(bool preserve, string expected)
    {
        await using var host = await HostAsync(async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<string>("restart");
                context.ContinueAsNew(1, preserve);
                return "";
            }

            context.SetCustomStatus("again");
            return await context.WaitForExternalEvent<string>("item");
        });
        var id = await host.ScheduleAsync("Loop", 0);
        await host.Client.RaiseEventAsync(id, "item", "early", Cancellation);
        await host.Client.RaiseEventAsync(id, "restart", "now", Cancellation);
        await Eventually.HoldsAsync(async () => (await host.FindAsync(id)).ReadCustomStatusAs<string>() == "again", Cancellation);
        await host.Client.RaiseEventAsync(id, "item", "late", Cancellation);

        Assert.Equal(expected, (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task No_event_is_lost_or_doubled_however_it_falls_between_executions()
    {
        await using var host = await HostAsync(async context =>
        {
            var seen = context.GetInput<List<int>>() ?? [];
            seen.Add(await context.WaitForExternalEvent<int>("item"));
            if (seen.Count < 40)
            {
                context.ContinueAsNew(seen);
            }

            return seen;
        });
        var id = await host.ScheduleAsync("Loop");

        for (var i = 0; i < 40; i++)
        {
            await host.Client.RaiseEventAsync(id, "item", i, Cancellation);
        }

        Assert.Equal(Enumerable.Range(0, 40), (await host.EndOfAsync(id)).ReadOutputAs<List<int>>()!);
    }

    [Fact]
    public async Task A_custom_status_stays_until_the_next_execution_sets_its_own()
    {
        await using var host = await HostAsync(async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.SetCustomStatus("first");
                context.ContinueAsNew(1);
                return 0;
            }

            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus(null);
            return 1;
        });
        var id = await host.ScheduleAsync("Loop", 0);
        await Eventually.HoldsAsync(async () => (await host.FindAsync(id)).ReadInputAs<int>() == 1, Cancellation);

        Assert.Equal("first", (await host.FindAsync(id)).ReadCustomStatusAs<string>());
        await host.Client.RaiseEventAsync(id, "go", "on", Cancellation);

        Assert.Null((await host.EndOfAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task An_orchestrator_that_fails_after_asking_has_failed()
    {
        await using var host = await HostAsync<int>(context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("no luck");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Loop", 0)).RuntimeStatus);
    }

    [Fact]
    public async Task Results_of_what_was_not_awaited_do_not_reach_the_next_execution()
    {
        var slow = new TaskCompletionSource();
        await using var host = await HostAsync(async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                _ = context.CallActivityAsync<string>("Slow");
                context.ContinueAsNew(1);
                return "";
            }

            // The same number as the forgotten one.
            var next = context.WaitForExternalEvent<string>("go");
            var mine = context.CallActivityAsync<int>("Next", 41);
            await next;
            return $"{await mine}";
        });
        host.Work.AddActivity("Slow", async _ =>
        {
            await slow.Task;
            return "wrong";
        });
        var id = await host.ScheduleAsync("Loop", 0);
        await Eventually.HoldsAsync(async () => (await host.FindAsync(id)).ReadInputAs<int>() == 1, Cancellation);

        slow.SetResult();
        await host.Client.RaiseEventAsync(id, "go", "on", Cancellation);

        Assert.Equal("42", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_that_continues_as_new_answers_its_caller_once_it_ends()
    {
        await using var host = await HostAsync(async context =>
        {
            var n = context.GetInput<int>();
            if (n < 3)
            {
                context.ContinueAsNew(n + 1);
            }

            return await context.CallActivityAsync<int>("Next", n);
        });
        host.WithOrchestrator("Parent", async context => await context.CallSubOrchestratorAsync<int>("Loop", 0));

        Assert.Equal(4, (await host.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Parent_version_and_tags_go_on()
    {
        await using var host = await HostAsync(context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = "2.0" });
            }

            return Task.FromResult($"{context.Version} {context.Parent?.Name}");
        });
        var options = new SubOrchestrationOptions
        {
            Version = "1.0",
            InstanceId = "child",
            Tags = new Dictionary<string, string> { ["team"] = "blue" },
        };
        host.WithOrchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Loop", 0, options));

        Assert.Equal("2.0 Parent", (await host.RunAsync("Parent")).ReadOutputAs<string>());
        Assert.Equal("blue", (await host.FindAsync("child")).Tags["team"]);
    }

    [Fact]
    public async Task Termination_reaches_an_orchestration_that_never_rests()
    {
        await using var host = await HostAsync(async context =>
        {
            await context.CallActivityAsync<int>("Next", 1);
            context.ContinueAsNew(context.GetInput<int>() + 1);
            return 0;
        });
        var id = await host.ScheduleAsync("Loop", 0);
        await Eventually.HoldsAsync(async () => (await host.FindAsync(id)).ReadInputAs<int>() > 2, Cancellation);

        await host.Client.TerminateInstanceAsync(id, "enough", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    private static async Task<DurableHost> HostAsync<T>(Func<TaskOrchestrationContext, Task<T>> body) =>
        await (await DurableHost.NewAsync())
            .WithActivity<int, int>("Next", n => n + 1)
            .WithOrchestrator("Loop", body)
            .StartAsync();

    private static async Task<int> TurnsAsync(DurableHost host) => await host.Storage.Tables.GetTableClient("TestHubJournal")
        .QueryAsync<TableEntity>(row => row.RowKey.CompareTo("l") >= 0, cancellationToken: Cancellation)
        .CountAsync(Cancellation);
}
