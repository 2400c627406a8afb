using Azure.Core;
using Azure.Data.Tables;
using Microsoft.DurableTask;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class JournalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ended_orchestrations_a_status_and_a_history_row_each_are_left()
    {
        await using var host = await HostAsync();
        for (var i = 0; i < 10; i++)
        {
            await host.RunAsync("Chain", 5);
        }

        await Eventually.HoldsAsync(async () => (await KeysAsync(host)).All(key => key[0] is 'e' or 'h' or 'i'), Cancellation);
        Assert.Equal(21, (await KeysAsync(host)).Count);
    }

    [Fact]
    public async Task Rows_that_a_crash_left_behind_are_deleted_after_the_next_start()
    {
        await using var host = await HostAsync();
        await host.RunAsync("Chain", 3);

        await host.CrashAndRestartAsync();

        await Eventually.HoldsAsync(async () => (await KeysAsync(host)).Count == 3, Cancellation);
    }

    [Fact]
    public async Task A_history_longer_than_a_batch_is_kept_while_it_runs_and_deleted_when_it_ends()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("ChainThenWait", 250);
        await Eventually.HoldsAsync(
            async () => (await host.FindAsync(id)).SerializedCustomStatus is not null, Cancellation);

        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "now", Cancellation);

        Assert.Equal(250, (await host.EndOfAsync(id)).ReadOutputAs<int>());
        await Eventually.HoldsAsync(async () => (await KeysAsync(host)).Count == 3, Cancellation);
    }

    [Fact]
    public async Task Bodies_over_32_KiB_go_to_blobs_survive_a_crash_and_go_with_their_rows()
    {
        await using var host = await HostAsync();
        var text = new string('é', 100_000);
        var id = await host.ScheduleAsync("EchoTwice", text);
        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", text, Cancellation);

        Assert.Equal(text + text, (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.NotEqual(0, await BodiesAsync(host));
        await host.CrashAndRestartAsync();
        Assert.Equal(text + text, (await host.FindAsync(id)).ReadOutputAs<string>());

        await host.Client.PurgeInstanceAsync(id, Cancellation);
        await Eventually.HoldsAsync(async () => await BodiesAsync(host) == 0, Cancellation);
    }

    [Fact]
    public async Task Bodies_whose_commit_never_happened_are_swept_at_a_later_start()
    {
        await using var host = await HostAsync();
        await host.RunAsync("Chain", 1);
        var container = host.Storage.Blobs.GetBlobContainerClient("testhub-journal");
        await container.UploadBlobAsync("bodies/0/orphan", BinaryData.FromString("x"), Cancellation);
        host.SweepDelay = TimeSpan.Zero;

        await host.CrashAndRestartAsync();

        await Eventually.HoldsAsync(async () => await BodiesAsync(host) == 0, Cancellation);
    }

    [Fact]
    public async Task One_orchestration_of_five_activities_costs_at_most_8_storage_calls()
    {
        var calls = new CountingPolicy();
        await using var host = await HostAsync(client => client.AddPolicy(calls, HttpPipelinePosition.PerRetry));
        await host.RunAsync("Chain", 5);
        var before = calls.Count;

        for (var i = 0; i < 20; i++)
        {
            await host.RunAsync("Chain", 5);
        }

        Assert.InRange((calls.Count - before) / 20.0, 1, 8);
    }

    [Fact]
    public async Task Turns_of_many_instances_share_commits()
    {
        var calls = new CountingPolicy();
        await using var host = await HostAsync(client => client.AddPolicy(calls, HttpPipelinePosition.PerRetry));
        await host.RunAsync("Chain", 5);
        var before = calls.Count;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.RunAsync("Chain", 5)));

        Assert.InRange((calls.Count - before) / 100.0, 0.01, 1.5);
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_neither_lost_nor_doubled()
    {
        var runs = 0;
        var losing = new AnswerLosingPolicy();
        await using var host = await HostAsync(client => client.AddPolicy(losing, HttpPipelinePosition.PerCall));
        host.WithActivity<int, int>("Count", _ => Interlocked.Increment(ref runs));
        host.WithOrchestrator("Counts", async context =>
        {
            for (var i = 0; i < 10; i++)
            {
                await context.CallActivityAsync<int>("Count", i);
            }

            return "done";
        });

        losing.LoseEveryOther = true;
        var end = await host.RunAsync("Counts");
        losing.LoseEveryOther = false;

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal(10, runs);
        Assert.True(losing.Lost > 0);
    }

    [Fact]
    public async Task An_outage_of_storage_is_waited_out()
    {
        var outage = new OutagePolicy();
        await using var host = await HostAsync(client =>
        {
            client.Retry.MaxRetries = 0;
            client.AddPolicy(outage, HttpPipelinePosition.PerRetry);
        });
        outage.IsAway = true;
        var start = host.ScheduleAsync("Chain", 5);
        await Eventually.HoldsAsync(() => outage.Refused >= 3, Cancellation);
        Assert.False(start.IsCompleted);

        outage.IsAway = false;

        Assert.Equal(5, (await host.EndOfAsync(await start)).ReadOutputAs<int>());
    }

    private static async Task<DurableHost> HostAsync(Action<ClientOptions>? configure = null)
    {
        var host = (await DurableHost.NewAsync())
            .WithActivity<int, int>("Next", n => n + 1)
            .WithActivity<string, string>("Echo", text => text)
            .WithOrchestrator("Chain", context => ChainAsync(context))
            .WithOrchestrator("ChainThenWait", async context =>
            {
                var n = await ChainAsync(context);
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("go");
                return n;
            })
            .WithOrchestrator("EchoTwice", async context =>
                await context.CallActivityAsync<string>("Echo", context.GetInput<string>())
                + await context.WaitForExternalEvent<string>("go"));
        host.ConfigureClients = configure;
        return await host.StartAsync();
    }

    private static async Task<int> ChainAsync(TaskOrchestrationContext context)
    {
        var n = 0;
        while (n < context.GetInput<int>())
        {
            n = await context.CallActivityAsync<int>("Next", n);
        }

        return n;
    }

    private static async Task<List<string>> KeysAsync(DurableHost host)
    {
        var keys = new List<string>();
        var table = host.Storage.Tables.GetTableClient("TestHubJournal");
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: Cancellation))
        {
            keys.Add(row.RowKey);
        }

        return keys;
    }

    private static async Task<int> BodiesAsync(DurableHost host)
    {
        var count = 0;
        var container = host.Storage.Blobs.GetBlobContainerClient("testhub-journal");
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancellation))
        {
            count += blob.Name.StartsWith("bodies/", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }
}
