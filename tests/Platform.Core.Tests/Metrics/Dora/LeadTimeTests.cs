using System.Text.Json.Nodes;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Reports;
using Platform.TestKit.Metrics;
using static Platform.TestKit.Metrics.DeliveryStory;

namespace Platform.Core.Tests.Metrics.Dora;

public sealed class LeadTimeTests
{
    // Commits at 9 and 10, created at 10, reviewed at 12, merged at 15, deployed at 17.
    private static DeliveryStory Squashed => new DeliveryStory().Push(0, "base").Deploy("base", 1)
        .Change("created", "7", 10, new() { ["headSha"] = Sha("c2"), ["commits"] = Commits(("c1", 9), ("c2", 10)) })
        .Change("reviewed", "7", 12)
        .Change("merged", "7", 15, new() { ["mergeCommitSha"] = Sha("squash") })
        .Deploy("squash", 17);

    [Theory]
    [InlineData(LeadTimeStart.FirstCommit, 8)]
    [InlineData(LeadTimeStart.LastCommit, 7)]
    [InlineData(LeadTimeStart.Merge, 2)]
    public void A_squashed_change_keeps_the_times_of_its_commits(LeadTimeStart start, double hours) => Assert.Equal(
        TimeSpan.FromHours(hours), Squashed.Analysis(new() { LeadTimeStart = start }).Changes.Single(IsSeven).LeadTime.Value);

    [Fact]
    public void A_deployment_of_the_branch_itself_joins_by_its_head() => Assert.Equal(
        TimeSpan.FromHours(4), new DeliveryStory().Push(0, "base").Deploy("base", 1)
            .Change("created", "7", 10, new() { ["headSha"] = Sha("c1"), ["commits"] = Commits(("c1", 9)) })
            .Change("merged", "7", 12, new() { ["mergeCommitSha"] = Sha("squash") })
            .Deploy("c1", 13).Analysis().Changes.Single(IsSeven).LeadTime.Value);

    [Fact]
    public void Each_stage_has_its_length()
    {
        var change = Squashed.Analysis().Changes.Single(IsSeven);

        Assert.Equal(
            [1, 2, 3, 2],
            new[] { change.Coding, change.Pickup, change.Review, change.MergeToDeploy }
                .Select(stage => stage.Value!.Value.TotalHours));
    }

    [Fact]
    public void What_the_first_deployment_brings_has_no_lead_time()
    {
        var analysis = new DeliveryStory().Push(0, "a").Deploy("a", 5).Analysis();

        Assert.True(analysis.Rollouts.Single().IsBaseline);
        Assert.Equal(Stage.None(NoFigure.Baseline), analysis.Changes.Single().LeadTime);
    }

    [Fact]
    public void No_data_is_no_figure_and_says_why()
    {
        var figures = RollbackTests.FiguresOf(new DeliveryStory().Push(0, "a").Deploy("a", 5));

        Assert.Equal((null, NoValue.NoChanges), (figures.ChangeLeadTime.Value, figures.ChangeLeadTime.Reason));
        Assert.Equal((null, NoValue.NoRecoveries), (
            figures.FailedDeploymentRecoveryTime.Value, figures.FailedDeploymentRecoveryTime.Reason));
        Assert.Equal((0d, null), (figures.ChangeFailRate.Value, figures.ChangeFailRate.Reason));
    }

    [Fact]
    public void A_component_that_never_deployed_has_no_frequency_and_no_rates()
    {
        var figures = RollbackTests.FiguresOf(new DeliveryStory().Incident("detected", "i", 1));

        Assert.Equal((null, NoValue.NoDeployments), (
            figures.DeploymentFrequency.Raw.Value, figures.DeploymentFrequency.Raw.Reason));
        Assert.Equal((null, NoValue.NoDeployments), (figures.ChangeFailRate.Value, figures.ChangeFailRate.Reason));
        Assert.Null(figures.DeploymentReworkRate.Value);
    }

    [Fact]
    public void An_amended_commit_doesn_t_reset_the_clock() => Assert.Equal(
        TimeSpan.FromHours(8), new DeliveryStory().Push(0, "base").Deploy("base", 1)
            .Change("created", "7", 2, new() { ["headSha"] = Sha("old"), ["commits"] = Commits(("old", 2)) })
            .Change("updated", "7", 9, new() { ["headSha"] = Sha("new"), ["commits"] = Commits(("new", 9)) })
            .Change("merged", "7", 9.5, new() { ["mergeCommitSha"] = Sha("squash") })
            .Deploy("squash", 10).Analysis().Changes.Single(IsSeven).LeadTime.Value);

    [Fact]
    public void A_commit_from_the_future_began_when_it_was_heard_of() => Assert.Equal(
        TimeSpan.FromHours(2), new DeliveryStory().Push(0, "base").Deploy("base", 1)
            .Change("created", "7", 3, new() { ["headSha"] = Sha("c"), ["commits"] = Commits(("c", 500)) })
            .Change("merged", "7", 4, new() { ["mergeCommitSha"] = Sha("squash") })
            .Deploy("squash", 5).Analysis().Changes.Single(IsSeven).LeadTime.Value);

    [Fact]
    public void A_commit_without_a_change_has_a_lead_time_and_no_stages()
    {
        var change = new DeliveryStory().Push(0, "a").Push(2, "a", ["b"]).Deploy("a", 1).Deploy("b", 5).Analysis().Changes[^1];

        Assert.True(change.Change.IsDirect);
        Assert.Equal(TimeSpan.FromHours(3), change.LeadTime.Value);
        Assert.Equal(Stage.None(NoFigure.NoChange), change.Review);
    }

    [Fact]
    public void A_change_of_an_earlier_push_goes_out_with_the_next_deployment() => Assert.Equal(
        [Sha("b"), Sha("c")],
        new DeliveryStory().Push(0, "a").Push(1, "a", ["b"]).Push(2, "b", ["c"]).Deploy("a", 1).Deploy("c", 5)
            .Analysis().Rollouts[1].Changes.Select(change => change.Number));

    [Fact]
    public void Without_release_events_nothing_is_known_of_customers()
    {
        var figures = RollbackTests.FiguresOf(Squashed);

        Assert.Equal((null, NoValue.NoReleaseEvents), (
            figures.ChangeLeadTimeToCustomer.Value, figures.ChangeLeadTimeToCustomer.Reason));
        Assert.Equal((0d, 1), (figures.Coverage.ReleasedChanges.Value, figures.Coverage.ReleasedChanges.Denominator));
    }

    [Theory]
    [InlineData("{}", 11.0)]
    [InlineData("{\"percentage\":50}", null)]
    [InlineData("{\"changes\":[\"7\"]}", 11.0)]
    [InlineData("{\"changes\":[\"8\"]}", null)]
    [InlineData("{\"flag\":\"dark\"}", null)]
    public void A_release_to_everybody_ends_the_way_to_the_customer(string release, double? hours)
    {
        var change = Squashed.Release(20, (JsonObject)JsonNode.Parse(release)!).Analysis().Changes.Single(IsSeven);

        Assert.Equal(hours, change.LeadTimeToCustomer.Value?.TotalHours);
        Assert.Equal(hours is null ? NoFigure.NotReleased : null, change.LeadTimeToCustomer.Reason);
    }

    [Theory]
    [InlineData("production", 11.0)]
    [InlineData("staging", null)]
    public void What_is_published_in_production_reached_the_customers(string environment, double? hours) => Assert.Equal(
        hours,
        Squashed.Tell("dev.cdevents.service.published.0.3.0", "orders", 20, new()
        {
            ["environment"] = new JsonObject { ["id"] = environment },
        }, []).Analysis().Changes.Single(IsSeven).LeadTimeToCustomer.Value?.TotalHours);

    [Fact]
    public void A_change_behind_a_flag_waits_for_the_flag()
    {
        var story = Squashed.Change("updated", "7", 11, new() { ["flags"] = new JsonArray("dark") })
            .Release(18).Release(21, new() { ["flag"] = "dark" });

        Assert.Equal(At(21), story.Analysis().Changes.Single(IsSeven).CustomerAt);
    }

    [Fact]
    public void Merged_changes_that_wait_are_counted_with_their_age()
    {
        var story = Squashed.Change("merged", "8", 20, new() { ["mergeCommitSha"] = Sha("later") });
        var report = DeliveryReport.Of(story.Ledger(), new() { AsOf = At(26) }).Components.Single();

        Assert.Equal(new Waiting(1, 6 * 3600, 6 * 3600), report.Undeployed);
        Assert.Equal((1, 2), (
            report.Figures.Coverage.DeployedMerges.Numerator, report.Figures.Coverage.DeployedMerges.Denominator));
    }

    [Fact]
    public void A_commit_that_arrives_after_its_deployment_is_resolved_then()
    {
        var unresolved = new DeliveryStory().Push(0, "a").Deploy("a", 1).Deploy("b", 5);
        Assert.Equal(0.5, RollbackTests.FiguresOf(unresolved).Coverage.ResolvedDeployments.Value);

        var resolved = unresolved.Push(4, "a", ["b"]);
        Assert.Equal(1, RollbackTests.FiguresOf(resolved).Coverage.ResolvedDeployments.Value);
        Assert.Equal(TimeSpan.FromHours(1), resolved.Analysis().Changes[^1].LeadTime.Value);
    }

    private static bool IsSeven(DeployedChange change) => change.Change.Number == "7";

    private static JsonArray Commits(params (string Name, double At)[] commits) => [.. commits.Select(commit => new JsonObject
    {
        ["sha"] = Sha(commit.Name), ["authoredAt"] = At(commit.At).ToString("yyyy-MM-ddTHH:mm:ssZ"),
    })];
}
