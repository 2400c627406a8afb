using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Metrics;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Metrics;

public sealed class TableDeploymentStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly string _name = $"c{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_follow_events_with_the_next_rollup()
    {
        await RecordAsync(
            Fact("1"), Fact("2") with { Result = DeploymentResult.Failure },
            Fact("3") with { Kind = DeploymentKind.RolledBack });
        await RollUpAsync();

        Assert.Equal(new DeploymentTally(2, 1, 1), (await CountsAsync()).Single().Total);
        Assert.DoesNotContain(await DirtyAsync(), day => day.Component.Name == _name);
    }

    [Fact]
    public async Task Any_order_and_repetition_of_the_same_events_gives_the_same_rows()
    {
        var facts = Enumerable.Range(0, 12).Select(i => Fact($"{i}") with
        {
            Environment = i % 3 == 0 ? "staging" : "production",
            At = DeploymentFactBuilder.Noon.AddHours(7 * i),
            Result = i % 5 == 0 ? DeploymentResult.Failure : DeploymentResult.Success,
        }).ToArray();
        await RecordAsync(facts);
        await RollUpAsync();
        var before = await RowsAsync();

        Random.Shared.Shuffle(facts);
        await RecordAsync([.. facts, .. facts.Take(5)]);
        await RollUpAsync();

        Assert.NotEmpty(before);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task A_repeated_event_is_recognised_and_a_different_one_under_its_id_refused()
    {
        var store = Store();

        Assert.Equal(RecordOutcome.Recorded, await store.RecordAsync(Fact("1"), Cancel));
        Assert.Equal(RecordOutcome.Repeated, await store.RecordAsync(Fact("1"), Cancel));
        Assert.Equal(RecordOutcome.IdReused, await store.RecordAsync(Fact("1") with { Environment = "staging" }, Cancel));
        Assert.Equal(RecordOutcome.Recorded, await store.RecordAsync(Fact("1") with { Source = "other" + _name }, Cancel));
    }

    [Fact]
    public async Task A_day_that_is_marked_again_during_a_recount_stays_marked()
    {
        await RecordAsync(Fact("1"));
        var day = (await DirtyAsync()).Single(day => day.Component.Name == _name);

        await RecordAsync(Fact("2"));
        await Store().ClearAsync(day, Cancel);

        Assert.Contains(await DirtyAsync(), day => day.Component.Name == _name);
    }

    [Fact]
    public async Task Counts_are_read_by_range_of_days()
    {
        await RecordAsync([.. Enumerable.Range(0, 5).Select(
            i => Fact($"{i}") with { At = DeploymentFactBuilder.Noon.AddDays(i) })]);
        await RollUpAsync();

        var first = DateOnly.FromDateTime(DeploymentFactBuilder.Noon.DateTime);
        var found = await Store().CountsAsync(Fact("x").Component, first.AddDays(1), first.AddDays(3), Cancel);

        Assert.Equal([first.AddDays(1), first.AddDays(2), first.AddDays(3)], found.Select(counts => counts.Day));
    }

    private DeploymentFact Fact(string id) => DeploymentFactBuilder.Of(_name, id);

    private TableDeploymentStore Store() => new(storage.Tables, TimeProvider.System);

    private async Task RecordAsync(params DeploymentFact[] facts)
    {
        foreach (var fact in facts)
        {
            await Store().RecordAsync(fact, Cancel);
        }
    }

    private async Task RollUpAsync() =>
        Assert.Equal(0, (await new DeploymentRollup(Store(), NullLogger<DeploymentRollup>.Instance).RunAsync(Cancel)).Failed);

    private Task<IReadOnlyList<DeploymentCounts>> CountsAsync() =>
        Store().CountsAsync(Fact("x").Component, DateOnly.MinValue, DateOnly.MaxValue, Cancel);

    private async Task<IReadOnlyList<DirtyDay>> DirtyAsync() => await Store().DirtyDaysAsync(Cancel).ToListAsync(Cancel);

    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        var partition = DeploymentKeys.Component(Fact("x").Component);
        var rows = storage.Tables.GetTableClient(MetricsStorage.CountsTable)
            .QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: Cancel);
        return await rows.Select(row => $"{row.RowKey} {row.ETag} {row.GetString("Counts")}").ToListAsync(Cancel);
    }
}
