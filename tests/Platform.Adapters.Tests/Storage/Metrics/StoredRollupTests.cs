using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Metrics;

/// <summary>What is stored is what follows from the set of the events, however they came.</summary>
public sealed class StoredRollupTests
{
    private const int Events = 80;

    private static readonly DateTimeOffset Closed = new(2030, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Shuffled_doubled_and_late_events_give_the_rollups_that_memory_gives(int seed)
    {
        var heard = Heard(seed);
        var expected = DeliveryStory.Ledger(heard.Select(one => one.Told)).Book;
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, DoraOptions.Default);

        var random = new Random(seed);
        HeardEvent[] told = [.. heard, .. heard.Where(_ => random.Next(4) == 0)];
        random.Shuffle(told);
        foreach (var part in told.Chunk(told.Length / 3))
        {
            await TakeAsync(metrics, part);
            Assert.Equal(0, (await metrics.Run.RunAsync(Cancel)).Failed);
        }

        foreach (var scope in expected.Buckets.Keys.Select(key => key.Scope).Distinct())
        {
            var days = expected.Buckets.Where(pair => pair.Key.Scope == scope).OrderBy(pair => pair.Key.Day)
                .Select(pair => (pair.Key.Day, Convert.ToHexString(BucketBytes.Write(pair.Value))));
            var stored = await metrics.Reader.ReadAsync(scope, new(2029, 1, 1), new(2031, 12, 31), Cancel);
            Assert.Equal(days, stored.Select(day => (day.Day, Convert.ToHexString(BucketBytes.Write(day.Bucket)))));
        }
    }

    [Fact]
    public async Task Any_order_leaves_the_same_rows_and_no_mark()
    {
        var heard = Heard(4);
        var forward = await DumpAsync(heard);

        Assert.Equal(forward, await DumpAsync([.. heard.Reverse()]));
        Assert.DoesNotContain(forward, line => line.StartsWith("deliverymarks", StringComparison.Ordinal)
            && !line.Contains("counted-with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repeated_event_is_known_and_another_one_under_its_identity_is_refused()
    {
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, DoraOptions.Default);
        var first = Heard(5)[0];
        var other = first with { Told = first.Told with { At = first.Told.At.AddHours(1) } };

        Assert.Equal(RecordOutcome.Recorded, await metrics.Events.RecordAsync(first, Cancel));
        Assert.Equal(RecordOutcome.Repeated, await metrics.Events.RecordAsync(first, Cancel));
        Assert.Equal(RecordOutcome.IdReused, await metrics.Events.RecordAsync(other, Cancel));
    }

    [Fact]
    public async Task A_body_over_32_KiB_is_kept_whole()
    {
        var story = new DeliveryStory().Push(1, null, ["a"], new string('x', 60_000)).Deploy("a", 2);
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, DoraOptions.Default);
        await TakeAsync(metrics, [.. story.Parsed().Select(DeliveryEventJson.Heard)]);

        var read = await metrics.Events.Read().OfAsync("component:default/orders", Cancel);

        var pushed = Assert.Single(read.Select(told => told.Notice).OfType<CommitsNotice>());
        Assert.Equal(60_000, pushed.Commits[0].Message!.Length);
    }

    [Fact]
    public async Task Other_options_count_everything_again()
    {
        var heard = Heard(6);
        var storage = await StorageFixture.NewAsync();
        using (var before = new StoredMetrics(storage.ConnectionString, DoraOptions.Default))
        {
            await TakeAsync(before, heard);
            await before.Run.RunAsync(Cancel);
        }

        var options = DoraOptions.Default with { TimeZone = "Pacific/Auckland", ExactValues = 3 };
        using var after = new StoredMetrics(storage.ConnectionString, options);
        await after.Run.RunAsync(Cancel);

        Assert.Equal(await DumpAsync(heard, options), await StoredRollups.DumpAsync(storage.Tables, Cancel));
    }

    [Fact]
    public async Task A_change_of_a_closed_day_is_in_the_restatement_log()
    {
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(
            storage.ConnectionString, DoraOptions.Default, clock: new FixedClock(Closed));
        var story = new DeliveryStory().Deploy("a", 10).Deploy("b", 12).Parsed().Select(DeliveryEventJson.Heard).ToList();
        await TakeAsync(metrics, [story[0]]);
        await metrics.Run.RunAsync(Cancel);
        await TakeAsync(metrics, [story[1]]);
        await metrics.Run.RunAsync(Cancel);

        var organization = new Scope(ScopeKind.Organization, "organization");
        var found = await metrics.Reader.RestatementsAsync(organization, 10, Cancel);

        Assert.Equal(2, found.Count);
        var late = Assert.Single(found, one => one.Before is not null);
        Assert.Equal((1, 2), (late.Before![Count.Deployments], late.After![Count.Deployments]));
    }

    internal static IReadOnlyList<HeardEvent> Heard(int seed) =>
        [.. new RandomHistory(seed, Events).Told.Select(DeliveryEventJson.Heard)];

    private static async Task<IReadOnlyList<string>> DumpAsync(IReadOnlyList<HeardEvent> heard, DoraOptions? options = null)
    {
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, options ?? DoraOptions.Default);
        await TakeAsync(metrics, heard);
        await metrics.Run.RunAsync(Cancel);
        return await StoredRollups.DumpAsync(storage.Tables, Cancel);
    }

    private static async Task TakeAsync(StoredMetrics metrics, IReadOnlyList<HeardEvent> heard)
    {
        var answers = await metrics.Intake.TakeAsync([.. heard.Select(one => new BatchItem(string.Empty, one))], Cancel);
        Assert.DoesNotContain(answers, answer => answer.Outcome == EventOutcome.Refused);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
