using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Reports;
using Platform.TestKit.Metrics;
using static Platform.TestKit.Metrics.DeliveryStory;

namespace Platform.Core.Tests.Metrics.Dora;

public sealed class FailureTests
{
    private static DeliveryStory Four => new DeliveryStory().Push(0, "a", "b", "c", "d")
        .Deploy("a", 1).Deploy("b", 2).Deploy("c", 3).Deploy("d", 4);

    [Theory]
    [InlineData(IncidentAtDeployment.ThisDeployment, 2)]
    [InlineData(IncidentAtDeployment.PreviousDeployment, 1)]
    public void An_incident_in_the_instant_of_a_deployment_belongs_to_one_of_two(IncidentAtDeployment boundary, int index) =>
        Assert.Equal([index], RollbackTests.FailedOf(
            Four.Incident("detected", "i", 3).Analysis(new() { IncidentAtDeployment = boundary })));

    [Theory]
    [InlineData(ChangeFailCounting.FailedDeployments, ChangeFailDenominator.AllDeployments, 1, 4)]
    [InlineData(ChangeFailCounting.Incidents, ChangeFailDenominator.AllDeployments, 3, 4)]
    [InlineData(ChangeFailCounting.FailedDeployments, ChangeFailDenominator.WithoutFailed, 1, 3)]
    public void Three_incidents_of_one_of_four_deployments(
        ChangeFailCounting counting, ChangeFailDenominator denominator, int failed, int of)
    {
        var story = Four.Incident("detected", "1", 2.1).Incident("detected", "2", 2.2).Incident("detected", "3", 2.3);
        var rate = RollbackTests.FiguresOf(
            story, new() { ChangeFailCounting = counting, ChangeFailDenominator = denominator }).ChangeFailRate;

        Assert.Equal((failed, of), (rate.Numerator, rate.Denominator));
    }

    [Fact]
    public void An_incident_that_is_opened_again_ends_with_its_last_resolution()
    {
        var story = new DeliveryStory().Push(0, "a").Deploy("a", Clock(9, 55))
            .Incident("detected", "p", Clock(10, 0)).Incident("resolved", "p", Clock(10, 20))
            .Incident("detected", "p", Clock(10, 25)).Incident("resolved", "p", Clock(11, 10));
        var figures = RollbackTests.FiguresOf(story);

        Assert.Equal((75 * 60, 1), (figures.FailedDeploymentRecoveryTime.Value, figures.IncidentReopenings));
        Assert.Equal(70 * 60, RollbackTests.FiguresOf(
            story, new() { RecoveryStart = RecoveryStart.Incident }).FailedDeploymentRecoveryTime.Value);
    }

    [Fact]
    public void An_open_incident_is_told_of_and_has_no_recovery()
    {
        var report = DeliveryReport.Of(
            Four.Incident("detected", "i", 4.5).Ledger(), new() { AsOf = At(14) }).Components.Single();

        Assert.Equal(new Waiting(1, 10 * 3600, 10 * 3600), report.Unrecovered);
        Assert.Equal((null, 1), (report.Figures.FailedDeploymentRecoveryTime.Value, report.Figures.ChangeFailures.Unrecovered));
    }

    [Fact]
    public void Failures_that_nobody_reported_are_told_apart()
    {
        var figures = RollbackTests.FiguresOf(Four.Deploy("c", 5).Incident("detected", "i", 2.5));

        Assert.Equal((2, 1, 1), (
            figures.ChangeFailures.Count, figures.ChangeFailures.WithIncident, figures.ChangeFailures.WithoutIncident));
        Assert.Equal(3600, figures.FailedDeploymentRecoveryTime.Value);
    }

    [Fact]
    public void An_incident_that_comes_before_its_deployment_gives_the_same_in_the_end()
    {
        var events = Four.Incident("detected", "i", 3.5).Parsed();

        Assert.Equal(
            DeliveryStory.Ledger(events).Book.Bytes(), DeliveryStory.Ledger(events.Reverse()).Book.Bytes());
    }

    [Fact]
    public void An_incident_belongs_to_the_cause_it_names()
    {
        var story = Four.Incident("detected", "i", 4.5, new() { ["causeCommitSha"] = Sha("b") })
            .Incident("detected", "j", 4.5, new() { ["causeCommitSha"] = Sha("elsewhere") });

        Assert.Equal([1], RollbackTests.FailedOf(story.Analysis()));
        Assert.Contains(story.Analysis().Incidents, found => found.Reason == AttributionReason.CauseNotDeployed);
    }

    [Fact]
    public void An_incident_without_a_component_is_nobody_s_but_its_team_s()
    {
        var story = Four.Owned(0, "shop").Tell(
            "dev.cdevents.incident.detected.0.3.0", "i", 5, new() { ["environment"] = new JsonObject { ["id"] = "production" } },
            new() { ["team"] = "shop" });
        var report = DeliveryReport.Of(story.Ledger(), DoraOptions.Default);

        Assert.Equal((0, 1, 1), (
            report.Components.Single().Figures.ChangeFailures.Count,
            report.Teams.Single().Figures.IncidentsUnattributed,
            report.Organization.Figures.IncidentsUnattributed));
        Assert.Equal(AttributionReason.NoComponent, report.Incidents.Single().Attribution);
    }

    [Theory]
    [InlineData("{\"changeRelated\":false}", AttributionReason.NotChangeRelated)]
    [InlineData("{}", AttributionReason.LatestDeployment)]
    public void Only_what_changes_caused_is_a_change_failure(string custom, AttributionReason reason) => Assert.Equal(
        reason, Four.Incident("detected", "i", 9, (JsonObject)JsonNode.Parse(custom)!).Analysis().Incidents.Single().Reason);

    [Fact]
    public void A_finished_deployment_keeps_its_end_when_it_is_called_inactive_later()
    {
        static JsonObject Status(string result) => new() { ["pipelineRunId"] = "1", ["result"] = result };
        var rollout = new DeliveryStory().Push(0, "a")
            .Deploy("a", Clock(12, 49, 19), Status("queued")).Deploy("a", Clock(12, 49, 25), Status("in_progress"))
            .Deploy("a", Clock(12, 51, 13), Status("success")).Deploy("a", Clock(35, 17, 42), Status("inactive"))
            .Analysis().Rollouts.Single();

        Assert.Equal(At(Clock(12, 51, 13)), rollout.FinishedAt);
        Assert.Equal(At(Clock(12, 49, 25)), rollout.Deployments[0].StartedAt);
    }

    [Fact]
    public void A_run_that_is_tried_again_is_another_attempt()
    {
        static JsonObject Attempt(int number, string result) => new()
        {
            ["pipelineRunId"] = "1",
            ["attempt"] = number,
            ["result"] = result,
        };
        var analysis = Four.Deploy("d", 5, Attempt(1, "failure")).Deploy("d", 6, Attempt(2, "success")).Analysis();

        Assert.Equal((5, 1), (analysis.Rollouts.Count, analysis.FailedAttempts.Count()));
    }

    [Fact]
    public void One_pipeline_of_two_repositories_is_one_deployment_with_a_change_set_of_each()
    {
        static JsonObject Both(string first, string second) => new()
        {
            ["commitSha"] = null,
            ["changeSets"] = new JsonArray(
                new JsonObject { ["repoUrl"] = Repository, ["commitSha"] = Sha(first) },
                new JsonObject { ["repoUrl"] = "https://github.com/acme/web", ["commitSha"] = Sha(second) }),
        };
        var analysis = new DeliveryStory().Push(0, "a", "b")
            .Tell("dev.cdeventsx.platform-commits.pushed.0.1.0", "main", 0, [], new()
            {
                ["repoUrl"] = "git@github.com:acme/web.git",
                ["commits"] = new JsonArray(new JsonObject { ["sha"] = Sha("x") }, new JsonObject { ["sha"] = Sha("y") }),
            })
            .Deploy("-", 1, Both("a", "x")).Deploy("-", 2, Both("b", "y")).Analysis();

        Assert.Equal(2, analysis.Rollouts.Count);
        Assert.Equal(
            [$"github.com/acme/orders#{Sha("b")}", $"github.com/acme/web#{Sha("y")}"],
            analysis.Rollouts[1].Changes.Select(change => change.Key));
    }

    [Fact]
    public void Regions_of_one_revision_are_one_rollout_from_the_first_to_the_last()
    {
        var rollouts = new DeliveryStory().Push(0, "a", "b")
            .Deploy("a", 1, env: "prod-eu").Deploy("a", 2, env: "prod-us")
            .Deploy("b", 3, env: "prod-eu").Deploy("b", 4, env: "prod-us").Deploy("b", 5, env: "prod-us").Analysis().Rollouts;

        Assert.Equal([(At(1), At(2)), (At(3), At(4)), (At(5), At(5))], rollouts.Select(
            rollout => (rollout.FirstFinishedAt, rollout.FinishedAt)));
    }

    [Fact]
    public void The_catalog_says_what_production_is()
    {
        var options = new DoraOptions
        {
            Environments = new Dictionary<string, EnvironmentTier>
            {
                ["renamed"] = EnvironmentTier.Production,
            },
        };
        var story = new DeliveryStory().Push(0, "a").Deploy("a", 1, env: "renamed");

        Assert.Empty(story.Analysis().Rollouts);
        Assert.Single(story.Analysis(options).Rollouts);
    }

    [Fact]
    public void A_monorepo_s_commits_count_for_the_components_whose_files_they_touch()
    {
        var options = new DoraOptions
        {
            Components = [new(EntityRef.Parse("component:default/orders"), Paths: ["orders/**"])],
        };
        var story = new DeliveryStory().Push(0, "a").Tell("dev.cdeventsx.platform-commits.pushed.0.1.0", "main", 0, [], new()
        {
            ["repoUrl"] = Repository,
            ["commits"] = new JsonArray(
                Commit("b", "a", "web/x.cs"),
                Commit("c", "b", "orders/x.cs")),
        }).Deploy("a", 1).Deploy("b", 2).Deploy("c", 3);

        Assert.Equal([true, false, true], story.Analysis(options).Rollouts.Select(rollout => rollout.IsNet));
        Assert.Equal(["c"], story.Analysis(options).Rollouts[2].Changes.Select(
            change => change.Number).Select(sha => sha == Sha("c") ? "c" : sha));
    }

    [Fact]
    public void An_artifact_leads_to_the_change_it_was_made_of()
    {
        var analysis = new DeliveryStory().Push(0, "a").Deploy("a", 1)
            .Change("merged", "7", 2, new() { ["mergeCommitSha"] = Sha("m"), ["headSha"] = Sha("c") })
            .Tell("dev.cdevents.artifact.packaged.0.3.0", "pkg:oci/orders@1", 2.5, new()
            {
                ["change"] = new JsonObject { ["id"] = "7", ["source"] = Repository },
            }, [])
            .Deploy("-", 3, new() { ["commitSha"] = null, ["artifactId"] = "pkg:oci/orders@1" }).Analysis();

        Assert.Equal((Sha("m"), "7"), (analysis.Rollouts[1].Revision, analysis.Rollouts[1].Changes.Single().Number));
    }

    private static JsonObject Commit(string name, string parent, string file) => new()
    {
        ["sha"] = Sha(name),
        ["parents"] = new JsonArray(Sha(parent)),
        ["files"] = new JsonArray(file),
    };

    private static double Clock(int hour, int minute, int second = 0) => hour + (minute / 60.0) + (second / 3600.0);
}
