using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.Slack;
using Platform.Core.Primitives;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackPaceTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_share_a_channels_seconds()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Null(await new SlackPace(storage.Tables, clock).TakeTurnAsync("shared", Cancel));

        var waiting = Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            new SlackPace(storage.Tables, clock).TakeTurnAsync("shared", Cancel)));
        await Eventually.HoldsAsync(
            async () => await NextAsync("shared") == clock.Start.AddSeconds(6), Cancel, "six turns are taken, a second each");

        // The seventh would wait longer than a handler should.
        Assert.Equal(TimeSpan.FromSeconds(6), await new SlackPace(storage.Tables, clock).TakeTurnAsync("shared", Cancel));
        Assert.False(waiting.IsCompleted);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return waiting.IsCompleted;
            },
            Cancel,
            "those that wait get their turns");
        Assert.All(await waiting, Assert.Null);
    }

    [Fact]
    public async Task Who_would_wait_long_is_sent_away_and_takes_no_turn()
    {
        await NewInstance().HoldAsync("held", TimeSpan.FromMinutes(10), Cancel);

        var first = await NewInstance().TakeTurnAsync("held", Cancel);
        var second = await NewInstance().TakeTurnAsync("held", Cancel);

        Assert.InRange(first!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        Assert.True(second <= first);
    }

    [Fact]
    public async Task Channels_do_not_wait_for_each_other()
    {
        await NewInstance().HoldAsync("one", TimeSpan.FromMinutes(10), Cancel);

        Assert.Null(await NewInstance().TakeTurnAsync("other", Cancel));
    }

    private async Task<DateTimeOffset?> NextAsync(string channel)
    {
        var row = await storage.Tables.GetTableClient("chatpace").GetEntityAsync<TableEntity>(
            ContentHash.Of(channel), "next", cancellationToken: Cancel);
        return row.Value.GetDateTimeOffset("Next");
    }

    private SlackPace NewInstance() => new(storage.Tables, TimeProvider.System);
}
