using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;
using static Platform.TestKit.Metrics.DeliveryStory;

namespace Platform.Adapters.Tests.Storage.Metrics;

/// <summary>The gaming watch as a query: by scope and window, from what is stored.</summary>
public sealed class StoredGamingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_window_and_scope_has_its_own_evidence_and_all_vectors_are_told()
    {
        var story = new DeliveryStory().Owned(0, "shop").Push(0, "a", "b").Deploy("a", 1).Deploy("b", 2).Deploy("a", 3)
            .Deploy("a", 24 * 10);
        using var metrics = await StoredAsync(story);

        var first = await AskAsync(metrics, new(ScopeKind.Team, "shop"), new(2030, 1, 7), new(2030, 1, 7));
        var second = await AskAsync(
            metrics, new(ScopeKind.Component, "component:default/orders"), new(2030, 1, 8), new(2030, 1, 31));

        Assert.Equal(Enumerable.Range(1, 14).Select(number => $"G{number}"), first.Vectors.Select(vector => vector.Id));
        var rollbacks = first.Vectors[0];
        Assert.Equal((1 / 3.0, 1, 0), (rollbacks.Value, rollbacks.Components, rollbacks.Threshold));
        Assert.Equal(
            ("component:default/orders", "orders-4"),
            (rollbacks.Signals[0].Scope, Assert.Single(rollbacks.Signals[0].Evidence)));
        Assert.Equal((null, 0), (first.Vectors[1].Value, first.Vectors[1].Components));
        Assert.Equal((null, 0), (second.Vectors[0].Value, second.Vectors[0].Components));
        Assert.Equal(["orders-5"], Assert.Single(second.Vectors[1].Signals).Evidence);
    }

    [Fact]
    public async Task What_was_seen_and_is_not_so_any_more_is_gone_after_the_next_rollup()
    {
        var story = new DeliveryStory().Push(0, "a", "b").Deploy("a", 1).Deploy("b", 2).Deploy("b", 5);
        using var metrics = await StoredAsync(story);
        var scope = new Scope(ScopeKind.Organization, "organization");

        Assert.Single((await AskAsync(metrics, scope)).Vectors[1].Signals);
        await TakeAsync(metrics, story.Deploy("a", 3));

        var vectors = (await AskAsync(metrics, scope)).Vectors;
        Assert.Empty(vectors[1].Signals);
        Assert.Equal(["orders-3", "orders-4"], Assert.Single(vectors[0].Signals).Evidence.Order());
    }

    [Fact]
    public async Task A_closed_day_that_changed_is_named_and_explained_with_before_and_after()
    {
        var story = new DeliveryStory().Push(0, "a", "b").Deploy("a", 1);
        using var metrics = await StoredAsync(story, clock: new Fixed(At(24 * 100)));
        await TakeAsync(metrics, story.Deploy("b", 2));
        var scope = new Scope(ScopeKind.Component, "component:default/orders");

        var edited = Assert.Single((await AskAsync(metrics, scope)).Vectors[13].Signals);
        var explained = await metrics.Explaining.AnswerAsync(Query(scope), Cancel);

        Assert.Equal(["2030-01-07"], edited.Evidence);
        Assert.Contains(explained.Restatements!, day =>
            day.Before?.DeploymentFrequency.Raw.Count == 1 && day.After?.DeploymentFrequency.Raw.Count == 2);
        Assert.Contains(explained.GamingWatch!, signal => signal.Vector == GamingVector.EditedHistory);
    }

    [Fact]
    public async Task Production_under_another_name_is_seen_on_a_day_without_any_figure()
    {
        var options = new DoraOptions
        {
            Environments = new Dictionary<string, EnvironmentTier> { ["production"] = EnvironmentTier.Staging },
        };
        using var metrics = await StoredAsync(new DeliveryStory().Deploy("a", 1), options);

        var vector = (await AskAsync(metrics, new(ScopeKind.Organization, "organization"))).Vectors[8];

        Assert.Equal(["orders-0"], Assert.Single(vector.Signals).Evidence);
    }

    private static async Task<StoredMetrics> StoredAsync(
        DeliveryStory story, DoraOptions? options = null, TimeProvider? clock = null)
    {
        var storage = await StorageFixture.NewAsync();
        var metrics = new StoredMetrics(storage.ConnectionString, options ?? DoraOptions.Default, clock: clock);
        await TakeAsync(metrics, story);
        return metrics;
    }

    private static async Task TakeAsync(StoredMetrics metrics, DeliveryStory story)
    {
        var answers = await metrics.Intake.TakeAsync(
            [.. story.Parsed().Select(told => new BatchItem(string.Empty, DeliveryEventJson.Heard(told)))], Cancel);
        Assert.DoesNotContain(answers, answer => answer.Outcome == EventOutcome.Refused);
        Assert.Equal(0, (await metrics.Run.RunAsync(Cancel)).Failed);
    }

    private static Task<GamingAnswer> AskAsync(StoredMetrics metrics, Scope scope, DateOnly? from = null, DateOnly? to = null) =>
        metrics.Gaming.AnswerAsync(Query(scope, from, to), Cancel);

    private static MetricsQuery Query(Scope scope, DateOnly? from = null, DateOnly? to = null) => new(
        scope, from ?? new(2030, 1, 1), to ?? new(2030, 1, 31), Granularity.Total, Comparison.None);

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
