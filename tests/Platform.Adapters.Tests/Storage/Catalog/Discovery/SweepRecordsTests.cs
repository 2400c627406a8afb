using Platform.Adapters.Storage.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Discovery;

public sealed class SweepRecordsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_sweep_is_under_way_until_it_has_ended()
    {
        var records = await NewAsync();

        Assert.Null(await records.TryBeginAsync("a", instead: null, Cancel));
        Assert.Null(await records.TryBeginAsync("a", instead: null, Cancel));
        Assert.Equal("a", await records.TryBeginAsync("b", instead: null, Cancel));
        await records.EndAsync("a", Result("a"), Cancel);
        Assert.Null(await records.TryBeginAsync("b", instead: null, Cancel));
    }

    [Fact]
    public async Task Sweeps_that_ended_long_ago_are_forgotten()
    {
        var (old, recent) = ($"a{Guid.NewGuid():N}", $"b{Guid.NewGuid():N}");
        var now = DateTimeOffset.UtcNow;
        var records = await NewAsync();
        await records.EndAsync(old, new(old, "timer", now.AddDays(-41), now.AddDays(-40), []), Cancel);
        await records.EndAsync(recent, new(recent, "timer", now.AddDays(-1), now, []), Cancel);

        Assert.Equal(1, await records.ForgetEndedAsync(now.AddDays(-30), Cancel));

        Assert.Null(await records.FindAsync(old, Cancel));
        Assert.NotNull(await records.FindAsync(recent, Cancel));
    }

    [Fact]
    public async Task Of_many_that_begin_at_once_one_does()
    {
        var records = await NewAsync();

        var begun = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => records.TryBeginAsync($"s{i}", instead: null, Cancel)));

        Assert.Single(begun, running => running is null);
        Assert.Single(begun.OfType<string>().Distinct());
    }

    [Fact]
    public async Task One_that_is_no_more_is_replaced_and_its_late_end_ends_no_other()
    {
        var records = await NewAsync();
        await records.TryBeginAsync("dead", instead: null, Cancel);

        Assert.Null(await records.TryBeginAsync("next", "dead", Cancel));
        await records.EndAsync("dead", Result("dead"), Cancel);

        Assert.Equal("next", await records.TryBeginAsync("third", instead: null, Cancel));
    }

    [Fact]
    public async Task What_a_sweep_came_to_is_kept()
    {
        var records = await NewAsync();
        await records.EndAsync("a", Result("a"), Cancel);
        await records.EndAsync("a", Result("a"), Cancel);

        Assert.Equal(("timer", 3), ((await records.FindAsync("a", Cancel))!.Trigger, (await records.FindAsync("a", Cancel))!
            .Reports.Single().Repositories));
        Assert.Null(await records.FindAsync("b", Cancel));
    }

    private static async Task<TableSweepRecords<SweepResult>> NewAsync() => new(
        (await StorageFixture.NewAsync()).Tables, "catalogsweeps", result => result.EndedAt);

    private static SweepResult Result(string id) => new(
        id, "timer", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(1),
        [new("acme", true, null, 3, 2, 1, 0, 0, 0, 1.5, SweepChunk.Empty)]);
}
