using System.Text.Json.Nodes;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Reports;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Dora;

public sealed class RollbackTests
{
    // V1, V2, V3 and back to V1.
    private static DeliveryStory ThereAndBack => new DeliveryStory().Push(0, "a", "b", "c")
        .Deploy("a", 1).Deploy("b", 2).Deploy("c", 3).Deploy("a", 4);

    [Fact]
    public void An_older_version_is_a_deployment_and_a_rollback_but_no_net_deployment()
    {
        var figures = FiguresOf(ThereAndBack);

        Assert.Equal((4, 3), (figures.DeploymentFrequency.Raw.Count, figures.DeploymentFrequency.Net.Count));
        Assert.Equal((1, 1, 0.25), (figures.Rollbacks.Count, figures.Rollbacks.OlderVersion, figures.Rollbacks.Rate.Value));
        Assert.Equal(0.25, figures.DeploymentReworkRate.Value);
    }

    [Theory]
    [InlineData(CulpritAttribution.FirstAfterTarget, new[] { 1 }, 0.25)]
    [InlineData(CulpritAttribution.AllBetween, new[] { 1, 2 }, 0.5)]
    [InlineData(CulpritAttribution.Latest, new[] { 2 }, 0.25)]
    public void Whose_fault_a_rollback_is_can_be_chosen(CulpritAttribution attribution, int[] failed, double rate)
    {
        var options = new DoraOptions { CulpritAttribution = attribution };

        Assert.Equal(failed, FailedOf(ThereAndBack.Analysis(options)));
        Assert.Equal(rate, FiguresOf(ThereAndBack, options).ChangeFailRate.Value);
    }

    [Fact]
    public void Rollbacks_can_be_left_out_of_the_denominator() => Assert.Equal(
        (1, 3), RateOf(ThereAndBack, new() { ChangeFailDenominator = ChangeFailDenominator.WithoutRollbacks }));

    [Fact]
    public void The_same_version_again_is_counted_raw_only()
    {
        var figures = FiguresOf(new DeliveryStory().Push(0, "a").Deploy("a", 1).Deploy("a", 2));

        Assert.Equal((2, 1, 0), (
            figures.DeploymentFrequency.Raw.Count, figures.DeploymentFrequency.Net.Count, figures.Rollbacks.Count));
        Assert.Equal(0, figures.ChangeFailRate.Value);
    }

    [Fact]
    public void A_version_that_was_only_known_by_its_artifact_can_come_back()
    {
        static JsonObject Only(string artifact) => new() { ["commitSha"] = null, ["artifactId"] = artifact };
        var figures = FiguresOf(new DeliveryStory()
            .Deploy("-", 1, Only("v1")).Deploy("-", 2, Only("v2")).Deploy("-", 3, Only("v1")));

        Assert.Equal((3, 2, 1), (
            figures.DeploymentFrequency.Raw.Count, figures.DeploymentFrequency.Net.Count, figures.Rollbacks.OlderVersion));
    }

    [Fact]
    public void What_the_event_calls_a_rollback_is_one_and_blames_what_it_supersedes()
    {
        var analysis = new DeliveryStory().Push(0, "a", "b", "c", "d")
            .Deploy("a", 1).Deploy("b", 2, new() { ["pipelineRunId"] = "7" }).Deploy("c", 3)
            .Deploy("d", 4, new() { ["supersedes"] = "7" }, kind: "rolledback").Analysis();

        Assert.Equal([RollbackKind.Declared], analysis.Rollouts[3].RollbackKinds);
        Assert.Equal([1], FailedOf(analysis));
    }

    [Fact]
    public void A_declared_rollback_blames_the_one_before_unless_it_is_a_rollback()
    {
        var analysis = new DeliveryStory().Push(0, "a", "b", "c", "d").Deploy("a", 1).Deploy("b", 2)
            .Deploy("c", 3, kind: "rolledback").Deploy("d", 4, kind: "rolledback").Analysis();

        Assert.Equal([1], FailedOf(analysis));
        Assert.Equal([2, 3], analysis.Rollouts[1].RemediedBy);
    }

    [Fact]
    public void A_new_commit_with_an_older_content_is_a_rollback()
    {
        static JsonObject Tree(string tree) => new() { ["treeSha"] = DeliveryStory.Sha(tree) };
        var analysis = new DeliveryStory().Push(0, "a", "b", "c", "d")
            .Deploy("a", 1, Tree("x")).Deploy("b", 2, Tree("y")).Deploy("c", 3, Tree("y")).Deploy("d", 4, Tree("x")).Analysis();

        Assert.Empty(analysis.Rollouts[2].RollbackKinds);
        Assert.Equal([RollbackKind.EqualTree], analysis.Rollouts[3].RollbackKinds);
        Assert.Equal([1], FailedOf(analysis));
    }

    [Theory]
    [InlineData("{\"headRef\":\"revert-1-feature\"}")]
    [InlineData("{\"description\":\"Reverts acme/orders#1\"}")]
    [InlineData("{\"title\":\"Revert \\\"Add it\\\"\"}")]
    [InlineData("{\"description\":\"This reverts commit 620000000000.\"}")]
    public void A_revert_is_a_rollback_of_what_brought_the_original(string signs)
    {
        var analysis = Reverted((JsonObject)JsonNode.Parse(signs)!).Analysis();

        Assert.Equal([RollbackKind.Revert], analysis.Rollouts[3].RollbackKinds);
        Assert.Equal([1], FailedOf(analysis));
        Assert.False(analysis.Rollouts[3].IsNet);
    }

    [Fact]
    public void A_revert_among_other_changes_is_a_repair_but_no_rollback()
    {
        var analysis = Reverted(new() { ["headRef"] = "revert-1-feature" }, with: "e").Analysis();

        Assert.Equal((false, true, true), (
            analysis.Rollouts[3].IsRollback, analysis.Rollouts[3].IsRework, analysis.Rollouts[3].IsNet));
        Assert.Equal([1], FailedOf(analysis));
    }

    [Fact]
    public void A_revert_that_comes_together_with_its_original_repairs_nothing()
    {
        var analysis = new DeliveryStory().Push(0, "a").Push(1, "a", ["b", "d"])
            .Change("merged", "1", 1, Merge("b", "Add it")).Change("merged", "2", 1, Merge("d", "Revert \"Add it\""))
            .Deploy("a", 2).Deploy("d", 3).Analysis();

        Assert.Empty(FailedOf(analysis));
        Assert.False(analysis.Rollouts[1].IsRework);
    }

    [Fact]
    public void Bringing_back_what_a_revert_took_away_is_none() => Assert.Empty(
        FailedOf(Reverted(new() { ["title"] = "Revert \"Revert \"Add it\"\"" }).Analysis()));

    [Theory]
    [InlineData("{\"title\":\"Hotfix: no nulls\"}")]
    [InlineData("{\"headRef\":\"hotfix/nulls\"}")]
    [InlineData("{\"labels\":[\"incident\"]}")]
    public void A_hotfix_fails_what_it_was_made_for(string signs)
    {
        var analysis = Reverted((JsonObject)JsonNode.Parse(signs)!).Analysis();

        Assert.Equal((true, false, true), (
            analysis.Rollouts[3].IsHotfix, analysis.Rollouts[3].IsRollback, analysis.Rollouts[3].IsRework));
        Assert.Equal([2], FailedOf(analysis));
    }

    [Fact]
    public void Unplanned_work_is_rework() => Assert.Equal(0.5, FiguresOf(new DeliveryStory().Push(0, "a", "b")
        .Deploy("a", 1).Deploy("b", 2, new() { ["planned"] = false })).DeploymentReworkRate.Value);

    internal static DoraFigures FiguresOf(DeliveryStory story, DoraOptions? options = null) =>
        DeliveryReport.Of(story.Ledger(options), options ?? DoraOptions.Default).Components.Single().Figures;

    internal static IEnumerable<int> FailedOf(ComponentAnalysis analysis) =>
        analysis.Rollouts.Where(rollout => rollout.Failed).Select(rollout => rollout.Index);

    private static (long, long) RateOf(DeliveryStory story, DoraOptions options) =>
        (FiguresOf(story, options).ChangeFailRate.Numerator, FiguresOf(story, options).ChangeFailRate.Denominator);

    // Change 1 goes out as the second deployment, a third follows, and the fourth brings the change in question.
    private static DeliveryStory Reverted(JsonObject signs, string? with = null)
    {
        signs["mergeCommitSha"] = DeliveryStory.Sha("d");
        return new DeliveryStory().Push(0, "a").Push(1, "a", ["b", "c", .. with is null ? [] : new[] { with }, "d"])
            .Change("merged", "1", 1, Merge("b", "Add it")).Change("merged", "2", 4, signs)
            .Deploy("a", 2).Deploy("b", 3).Deploy("c", 4).Deploy("d", 5);
    }

    private static JsonObject Merge(string commit, string title) =>
        new() { ["mergeCommitSha"] = DeliveryStory.Sha(commit), ["title"] = title };
}
