using Microsoft.DurableTask.Client;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class SendEventTests
{
    private const int Many = 250;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_between_orchestrations_keep_their_order_and_their_values_beyond_what_one_commit_holds()
    {
        await using var host = await HostAsync();
        await host.ScheduleAsync("Listen", Many, id: "listener");

        await host.RunAsync("Tell", "listener");

        Assert.Equal(Enumerable.Range(0, Many), (await host.EndOfAsync("listener")).ReadOutputAs<List<int>>()!);
    }

    [Fact]
    public async Task An_orchestrator_may_send_itself_an_event()
    {
        await using var host = await HostAsync();

        Assert.Equal("hello", (await host.RunAsync("TellMyself")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_for_nobody_is_dropped_and_leaves_nothing_behind()
    {
        await using var host = await HostAsync();

        await host.RunAsync("Tell", "nobody");

        Assert.Null(await host.Client.GetInstanceAsync("nobody", Cancellation));
        await Eventually.HoldsAsync(async () => await RowsAsync(host) == 3, Cancellation);
    }

    [Fact]
    public async Task A_large_event_goes_by_a_blob_that_goes_with_it()
    {
        await using var host = await HostAsync();
        await host.ScheduleAsync("Echo", id: "echo");
        var text = new string('é', 40_000);

        await host.RunAsync("Pass", text);

        Assert.Equal(text, (await host.EndOfAsync("echo")).ReadOutputAs<string>());
        await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Cancellation);
        var bodies = host.Storage.Blobs.GetBlobContainerClient("testhub-journal");
        await Eventually.HoldsAsync(
            async () => await bodies.GetBlobsAsync(
                Azure.Storage.Blobs.Models.BlobTraits.None,
                Azure.Storage.Blobs.Models.BlobStates.None,
                "bodies/",
                Cancellation).CountAsync(Cancellation) == 0,
            Cancellation);
    }

    [Theory]
    [InlineData("a/b", "go")]
    [InlineData("fine", "")]
    public async Task An_impossible_address_fails_the_sender(string instanceId, string eventName)
    {
        await using var host = await HostAsync();

        var end = await host.RunAsync("Mistake", new[] { instanceId, eventName });

        Assert.True(end.FailureDetails!.IsCausedBy<ArgumentException>(), end.FailureDetails.ToString());
    }

    private static async Task<int> RowsAsync(DurableHost host) => await host.Storage.Tables.GetTableClient("TestHubJournal")
        .QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancellation).CountAsync(Cancellation);

    private static async Task<DurableHost> HostAsync() => await (await DurableHost.NewAsync())
        .WithOrchestrator("Tell", context =>
        {
            for (var i = 0; i < Many; i++)
            {
                context.SendEvent(context.GetInput<string>()!, "word", i);
            }

            return Task.FromResult(0);
        })
        .WithOrchestrator("TellMyself", context =>
        {
            context.SendEvent(context.InstanceId, "word", "hello");
            return context.WaitForExternalEvent<string>("word");
        })
        .WithOrchestrator("Pass", context =>
        {
            context.SendEvent("echo", "word", context.GetInput<string>()!);
            return Task.FromResult(0);
        })
        .WithOrchestrator("Mistake", context =>
        {
            var address = context.GetInput<string[]>()!;
            context.SendEvent(address[0], address[1], 1);
            return Task.FromResult(0);
        })
        .WithOrchestrator("Echo", context => context.WaitForExternalEvent<string>("word"))
        .WithOrchestrator("Listen", async context =>
        {
            var heard = new List<int>();
            while (heard.Count < context.GetInput<int>())
            {
                heard.Add(await context.WaitForExternalEvent<int>("word"));
            }

            return heard;
        })
        .StartAsync();
}
