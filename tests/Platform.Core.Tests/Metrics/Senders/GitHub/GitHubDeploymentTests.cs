using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.TestKit.Metrics;
using Platform.TestKit.Metrics.Senders;

namespace Platform.Core.Tests.Metrics.Senders.GitHub;

/// <summary>Deployments, runs, releases and issues.</summary>
public sealed class GitHubDeploymentTests
{
    private static readonly DateTimeOffset Success = new(2030, 1, 1, 12, 51, 13, TimeSpan.Zero);

    private static KnownComponents Monorepo => new KnownComponents()
        .InRepository("orders", "acme/orders").InRepository("billing", "acme/orders");

    [Fact]
    public async Task A_deployment_ends_with_its_status_and_not_when_the_next_one_made_it_inactive()
    {
        var told = Assert.Single(await GitHubPayload.Status("success").ToldAsync());

        var deployed = Assert.IsType<DeploymentNotice>(told.Notice);
        Assert.Equal((Success, DeploymentState.Success), (told.At, deployed.State));
        Assert.Equal("component:default/orders", deployed.Component!.Canonical);
        Assert.Equal((EnvironmentTier.Production, ActorType.Unknown), (deployed.Tier, deployed.Actor));
        Assert.Equal(IgnoredReasons.DeploymentInactive, await GitHubPayload.Status("inactive").IgnoredAsync());
    }

    [Fact]
    public async Task All_statuses_of_a_deployment_are_one_deployment()
    {
        var told = await Task.WhenAll(new[] { "queued", "in_progress", "success" }
            .Select((state, id) => GitHubPayload.Status(state).With("deployment_status.id", id + 1).ToldAsync()));

        Assert.Single(told.Select(one => ((DeploymentNotice)one[0].Notice).RunId).Distinct());
        Assert.Equal(3, told.Select(one => one[0].Id).Distinct().Count());
    }

    [Fact]
    public async Task What_the_pipeline_tells_itself_is_the_same_deployment()
    {
        var told = Assert.Single(await GitHubPayload.Status("success").ToldAsync());
        var notice = (DeploymentNotice)told.Notice;
        var own = DeliveryEvents.Parse(new DeploymentEventBuilder()
            .With("data.context.timestamp", "2030-01-01T12:52:00Z")
            .With("data.subject.content.environment.id", notice.Environment)
            .With("data.customData.commitSha", notice.ChangeSets[0].CommitSha)
            .With("data.customData.pipelineRunId", notice.RunId).Json()).Value!;
        var other = own with { Id = "run-2", Notice = (DeploymentNotice)own.Notice with { RunId = "another" } };

        Assert.StartsWith("github:deployment:", notice.RunId, StringComparison.Ordinal);
        Assert.Equal(1, Translations.ReportOf([told, own]).Deployments.Count(one => one.Counted));
        Assert.Equal(1, Translations.ReportOf([own, told]).Deployments.Count(one => one.Counted));
        Assert.Equal(2, Translations.ReportOf([told, other]).Deployments.Count(one => one.Counted));
    }

    [Fact]
    public async Task An_unknown_state_is_refused()
    {
        var refused = Assert.IsType<Translation.Refused>(await GitHubPayload.Status("exploded").TranslateAsync());

        Assert.Equal("deployment-state-unknown", refused.Problems[0].Code);
    }

    [Fact]
    public async Task Of_an_unknown_repository_a_deployment_is_kept_and_waits_for_the_catalog()
    {
        var unknown = Assert.IsType<Translation.Told>(
            await GitHubPayload.Status("success").TranslateAsync(new KnownComponents()));
        var known = await GitHubPayload.Status("success").ToldAsync();

        var told = Assert.Single(GitHubDriver.Read(unknown));
        Assert.Null(Assert.IsType<DeploymentNotice>(told.Notice).Component);
        Assert.Equal([ComponentKey.Repository("acme/orders")], unknown.Unattributed);
        Assert.NotEqual(told.Id, known[0].Id);
    }

    [Theory]
    [InlineData("production", null, "billing orders")]
    [InlineData("production/billing", null, "billing")]
    [InlineData("orders-production", null, "orders")]
    [InlineData("production", "component:default/billing", "billing")]
    [InlineData("reordersystem", null, "billing orders")]
    public async Task Of_several_components_in_a_repository_those_are_meant_that_it_names(
        string environment, string? named, string meant)
    {
        var told = await GitHubPayload.Status("success").With("deployment_status.environment", environment)
            .With("deployment.payload.component", named).ToldAsync(Monorepo);

        Assert.Equal(meant.Split(' '), told.Select(one => ((DeploymentNotice)one.Notice).Component!.Name));
        Assert.Equal(told.Count, told.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_run_that_is_run_again_is_another_attempt()
    {
        var first = Assert.Single(await GitHubPayload.Run("completed").ToldAsync());
        var second = Assert.Single(await GitHubPayload.Run("completed").With("workflow_run.run_attempt", 2).ToldAsync());

        Assert.Equal("pipelinerun.finished", EventTypes.NameOf(first.Type));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_release_is_one_event_whether_it_is_published_or_released()
    {
        var published = await GitHubPayload.Release("published").ToldAsync();
        var released = await GitHubPayload.Release("released").ToldAsync();

        Assert.Equal(published.Select(one => (one.Id, one.Statement())), released.Select(one => (one.Id, one.Statement())));
        Assert.Null(((ReleaseNotice)published[0].Notice).CommitSha);
        Assert.Equal(
            IgnoredReasons.ReleaseIsPrerelease,
            await GitHubPayload.Release("published").With("release.prerelease", true).IgnoredAsync());
        Assert.Equal(IgnoredReasons.ReleaseNotPublished, await GitHubPayload.Release("deleted").IgnoredAsync());
    }

    [Fact]
    public async Task A_tag_that_names_a_component_releases_that_one()
    {
        var told = await GitHubPayload.Release("released").With("release.tag_name", "billing-v1.2").ToldAsync(Monorepo);

        Assert.Equal("billing", ((ReleaseNotice)Assert.Single(told).Notice).Component!.Name);
    }

    [Fact]
    public async Task An_issue_with_the_label_is_an_incident_with_its_cause()
    {
        var open = await GitHubPayload.Issue("opened", "incident").ToldAsync();
        var closed = await GitHubPayload.Issue("closed", "incident").With("issue.closed_at", "2030-01-01T15:00:00Z").ToldAsync();

        var detected = Assert.IsType<IncidentNotice>(Assert.Single(open).Notice);
        Assert.Equal(
            (IncidentPhase.Detected, "production", "1111111"),
            (detected.Phase, detected.Environment, detected.CauseCommitSha));
        Assert.Equal(
            [IncidentPhase.Detected, IncidentPhase.Resolved], closed.Select(one => ((IncidentNotice)one.Notice).Phase));
        Assert.Equal(open[0].SubjectId, closed[1].SubjectId);
    }

    [Fact]
    public async Task A_tickets_course_is_told_and_other_issues_are_ignored()
    {
        var closed = await GitHubPayload.Issue("closed", "platform-ticket")
            .With("issue.closed_at", "2030-01-01T15:00:00Z").ToldAsync();

        Assert.Equal(["ticket.created", "ticket.closed"], closed.Select(one => EventTypes.NameOf(one.Type)));
        Assert.Equal(IgnoredReasons.IssueNotLabelled, await GitHubPayload.Issue("opened", "bug").IgnoredAsync());
        Assert.Equal(IgnoredReasons.IssueGone, await GitHubPayload.Issue("transferred", "incident").IgnoredAsync());
    }
}
