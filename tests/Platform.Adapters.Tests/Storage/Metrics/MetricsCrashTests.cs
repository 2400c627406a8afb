using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.TestKit.Catalog;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Metrics;

/// <summary>A process may die between any two calls to storage; the event comes again, and the timer fires again.</summary>
public sealed class MetricsCrashTests
{
    private static readonly IReadOnlyList<HeardEvent> Story = [.. new DeliveryStory()
        .Owned(0, "team-a", "shop")
        .Push(1, "a")
        .Deploy("a", 2)
        .Change("created", "7", 3, new() { ["headSha"] = DeliveryStory.Sha("b") })
        .Deploy("b", 30)
        .Parsed().Select(DeliveryEventJson.Heard)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_deployment_ends_as_if_nothing_had_happened() => HoldsAsync(Story[^1], [.. Story.SkipLast(1)]);

    [Fact]
    public Task A_push_that_links_a_repository_late_ends_as_if_nothing_had_happened() =>
        HoldsAsync(Story[1], Story[0], Story[2], Story[3], Story[4]);

    [Fact]
    public Task A_new_owner_ends_as_if_nothing_had_happened() => HoldsAsync(Story[0], [.. Story.Skip(1)]);

    /// <summary>Dies before each call for the event, repeats it, and compares with the undisturbed run.</summary>
    private static async Task HoldsAsync(HeardEvent last, params HeardEvent[] before)
    {
        var calm = await FilledAsync(before);
        await TryAsync(calm, int.MaxValue, last);
        var expected = await StoredRollups.DumpAsync(calm.Tables, Cancel);
        for (var allowed = 0; ; allowed++)
        {
            var storage = await FilledAsync(before);

            var finished = await TryAsync(storage, allowed, last);
            if (!finished)
            {
                await TryAsync(storage, int.MaxValue, last);
            }

            Assert.Equal(expected, await StoredRollups.DumpAsync(storage.Tables, Cancel));
            if (finished)
            {
                return;
            }
        }
    }

    private static async Task<StorageFixture> FilledAsync(HeardEvent[] before)
    {
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, DoraOptions.Default);
        foreach (var heard in before)
        {
            await metrics.Events.RecordAsync(heard, Cancel);
        }

        await metrics.Run.RunAsync(Cancel);
        return storage;
    }

    private static async Task<bool> TryAsync(StorageFixture storage, int allowed, HeardEvent heard)
    {
        using var metrics = new StoredMetrics(storage.ConnectionString, DoraOptions.Default, new CallCutter(allowed));
        try
        {
            await metrics.Events.RecordAsync(heard, Cancel);
            return (await metrics.Run.RunAsync(Cancel)).Failed == 0;
        }
        catch (CutException)
        {
            return false;
        }
    }
}
