using System.Text.Json.Nodes;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;
using static Platform.TestKit.Metrics.DeliveryStory;

namespace Platform.Core.Tests.Metrics.Gaming;

public sealed class GamingWatchTests
{
    private static DeliveryStory Base => new DeliveryStory().Push(0, "a", "b").Deploy("a", 1).Deploy("b", 2);

    // Created on Friday at 10, reviewed at 12, merged at 15, deployed at 17.
    private static DeliveryStory Reviewed(double days = 0) => new DeliveryStory().Push(0, "base").Deploy("base", 1)
        .Change("created", "7", 106, new() { ["headSha"] = Sha("c"), ["commits"] = Commits("c", 105) })
        .Change("reviewed", "7", 108)
        .Change("merged", "7", 111, new() { ["mergeCommitSha"] = Sha("m") })
        .Deploy("m", 113 + (24 * days));

    [Fact]
    public void Honest_deliveries_give_no_signal() => Assert.Empty(SignalsOf(Base));

    [Fact]
    public void G1_rollbacks_are_named() =>
        Assert.Equal(["orders-3"], Of(Base.Deploy("a", 3), GamingVector.RollbacksInFrequency));

    [Fact]
    public void G2_deployments_that_bring_nothing_are_named() =>
        Assert.Equal(["orders-3"], Of(Base.Deploy("b", 3), GamingVector.EmptyDeployments));

    [Fact]
    public void G3_a_part_of_a_change_is_named() => Assert.Equal(["orders-4"], Of(
        Base.Change("created", "7", 3, new()
        {
            ["headSha"] = Sha("z"),
            ["commits"] = new JsonArray(new JsonObject { ["sha"] = Sha("y") }, new JsonObject { ["sha"] = Sha("z") }),
        }).Deploy("y", 4), GamingVector.SplitChanges));

    [Fact]
    public void G4_a_late_start_shows_what_it_leaves_out()
    {
        var options = new DoraOptions { LeadTimeStart = LeadTimeStart.Merge };
        var signal = SignalsOf(Reviewed(), options).Single(one => one.Vector == GamingVector.LeadTimeFromMerge);

        Assert.Equal(("G4", 6 * 3600d), (signal.Id, signal.Value));
        Assert.Empty(Of(Reviewed(), GamingVector.LeadTimeFromMerge));
    }

    [Fact]
    public void G5_what_is_deployed_and_not_released_is_named() => Assert.Equal(
        ["github.com/acme/orders#7"], Of(Reviewed().Release(114, new() { ["flag"] = "x" }), GamingVector.DeployedButOff)
            .Where(key => key.EndsWith("#7", StringComparison.Ordinal)));

    [Fact]
    public void G6_a_change_that_is_older_than_its_commits_is_named() => Assert.Equal(
        ["github.com/acme/orders#7"], Of(
            Reviewed().Change("created", "7", 50), GamingVector.ClockReset));

    [Fact]
    public void G7_failures_without_an_incident_are_named() =>
        Assert.Equal(["orders-2"], Of(Base.Deploy("a", 3), GamingVector.UnfiledFailures));

    [Fact]
    public void G8_incidents_that_opened_again_are_named() => Assert.Equal(["i"], Of(
        Base.Incident("detected", "i", 3).Incident("resolved", "i", 4).Incident("detected", "i", 5),
        GamingVector.EarlyResolutions));

    [Fact]
    public void G9_production_under_another_tier_is_named()
    {
        var options = new DoraOptions
        {
            Environments = new Dictionary<string, EnvironmentTier> { ["production"] = EnvironmentTier.Staging },
        };

        Assert.Equal(["orders-1", "orders-2"], Of(Base, GamingVector.RelabelledProduction, options));
    }

    [Fact]
    public void G10_a_component_that_the_pool_hides_is_named()
    {
        var story = new DeliveryStory("fast").Push(0, "f0").Deploy("f0", 1);
        foreach (var i in Enumerable.Range(1, 9))
        {
            story.Push(i, $"f{i - 1}", [$"f{i}"]).Deploy($"f{i}", i + 0.5);
        }

        var slow = new DeliveryStory("slow").Push(0, "s0").Push(1, "s0", ["s1"]).Deploy("s0", 1).Deploy("s1", 99);

        Assert.Equal(["component:default/slow"], Of(story.And(slow), GamingVector.HiddenComponents));
        Assert.Empty(Of(story.And(slow), GamingVector.HiddenComponents, new()
        {
            GamingThresholds = new Dictionary<GamingVector, double> { [GamingVector.HiddenComponents] = 1000 },
        }));
    }

    [Fact]
    public void G11_deployments_of_bots_are_named() => Assert.Equal(["orders-4"], Of(
        Base.Push(2.5, "b", ["c"]).Deploy("c", 3, new() { ["actor"] = new JsonObject { ["type"] = "bot" } }),
        GamingVector.Bots));

    [Fact]
    public void G12_the_weight_of_weekends_is_told()
    {
        var signal = SignalsOf(Reviewed(days: 3)).Single(one => one.Vector == GamingVector.Weekends);

        Assert.Equal((2 * 86400d, "github.com/acme/orders#7"), (signal.Value, signal.Evidence.Single()));
        Assert.Empty(Of(Reviewed(), GamingVector.Weekends));
    }

    [Fact]
    public void G13_changes_that_never_arrive_are_named() => Assert.Equal(["github.com/acme/orders#9"], Of(
        Base.Change("merged", "9", 3, new() { ["mergeCommitSha"] = Sha("n") }), GamingVector.Survivorship,
        new() { AsOf = At(24 * 40) }));

    [Fact]
    public void G14_a_closed_day_that_changed_is_named_with_before_and_after()
    {
        var ledger = new DeliveryLedger(DoraOptions.Default);
        foreach (var told in Base.Parsed())
        {
            ledger.Add(told);
        }

        ledger.Advance(At(24 * 60));
        ledger.Add(Base.Deploy("a", 3).Parsed()[^1]);
        ledger.Advance(At(24 * 60));

        var signal = LedgerWatch.Signals(ledger, DoraOptions.Default, At(24 * 60))
            .Single(one => one.Vector == GamingVector.EditedHistory);
        Assert.Equal(["2030-01-07"], signal.Evidence);
        Assert.Contains(ledger.Book.Restatements, one =>
            one.Before?[Count.Deployments] == 2 && one.After?[Count.Deployments] == 3);
    }

    // What each vector might be taken for by mistake.
    public static TheoryData<GamingVector, DeliveryStory> Innocent => new()
    {
        { GamingVector.RollbacksInFrequency, Base.Deploy("b", 3) },
        { GamingVector.EmptyDeployments, Base.Deploy("a", 3) },
        { GamingVector.SplitChanges, Reviewed() },
        { GamingVector.LeadTimeFromMerge, Reviewed() },
        { GamingVector.DeployedButOff, Reviewed() },
        { GamingVector.DeployedButOff, Reviewed().Release(114) },
        { GamingVector.ClockReset, Reviewed() },
        { GamingVector.UnfiledFailures, Base.Incident("detected", "i", 2.5).Deploy("a", 3) },
        { GamingVector.EarlyResolutions, Base.Incident("detected", "i", 3).Incident("detected", "i", 4) },
        { GamingVector.EarlyResolutions, Base
            .Incident("detected", "i", 3, new() { ["changeRelated"] = false }).Incident("resolved", "i", 4)
            .Incident("detected", "i", 5) },
        { GamingVector.RelabelledProduction, Base.Deploy("b", 3, env: "staging") },
        { GamingVector.HiddenComponents, Reviewed() },
        { GamingVector.Bots, Base.Deploy("b", 3, new() { ["actor"] = new JsonObject { ["type"] = "human" } }) },
        { GamingVector.Weekends, Reviewed() },
        { GamingVector.Survivorship, Base.Change("merged", "9", 3, new() { ["mergeCommitSha"] = Sha("n") }) },
        { GamingVector.EditedHistory, Base.Deploy("a", 3) },
    };

    [Theory]
    [MemberData(nameof(Innocent))]
    public void What_only_looks_like_it_is_not_named(GamingVector vector, DeliveryStory story) =>
        Assert.Empty(Of(story, vector));

    [Fact]
    public void A_value_at_its_threshold_is_not_told()
    {
        var story = Base.Deploy("a", 3);
        var share = SignalsOf(story).Single(signal => signal.Vector == GamingVector.RollbacksInFrequency).Value!.Value;

        Assert.Equal(1 / 3.0, share);
        Assert.Empty(Of(story, GamingVector.RollbacksInFrequency, new()
        {
            GamingThresholds = new Dictionary<GamingVector, double> { [GamingVector.RollbacksInFrequency] = share },
        }));
    }

    [Fact]
    public void Thresholds_and_patience_are_options()
    {
        var parsed = DoraOptionsFile.Parse(
            "options", """{"gamingThresholds": {"rollbacksInFrequency": 0.1}, "longWaitDays": 3}""");

        Assert.Equal((0.1, 3), (
            parsed.Value!.GamingThresholds[GamingVector.RollbacksInFrequency], parsed.Value.LongWaitDays));
        Assert.False(DoraOptionsFile.Parse("options", """{"gamingThresholds": {"bots": -1}}""").IsOk);
        Assert.False(DoraOptionsFile.Parse("options", """{"longWaitDays": -1}""").IsOk);
    }

    private static IReadOnlyList<GamingSignal> SignalsOf(DeliveryStory story, DoraOptions? options = null) =>
        LedgerWatch.Signals(story.Ledger(options), options ?? DoraOptions.Default, options?.AsOf ?? At(24));

    private static IEnumerable<string> Of(DeliveryStory story, GamingVector vector, DoraOptions? options = null) =>
        SignalsOf(story, options).Where(signal => signal.Vector == vector).SelectMany(signal => signal.Evidence);

    private static JsonArray Commits(string name, double at) =>
        [new JsonObject { ["sha"] = Sha(name), ["authoredAt"] = At(at).ToString("yyyy-MM-ddTHH:mm:ssZ") }];
}
