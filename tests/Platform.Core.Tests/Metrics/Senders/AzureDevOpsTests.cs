using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.AzureDevOps;
using Platform.TestKit.Metrics.Senders;
using static Platform.TestKit.Metrics.Senders.DeploymentPayloads;

namespace Platform.Core.Tests.Metrics.Senders;

public sealed class AzureDevOpsTests
{
    private readonly AzureDevOpsTranslator _translator = new(new KnownComponents()
        .With("dev.azure.com/project-repo", "shop/orders", "orders")
        .With("dev.azure.com/build-definition", "orders-deploy", "orders"));

    [Fact]
    public async Task A_build_is_a_deployment_only_where_the_address_says_to_where()
    {
        var plain = await _translator.ToldAsync(AzureBuild());
        var deployed = (DeploymentNotice)(await _translator.ToldAsync(AzureBuild(), ("environment", "production")))[0].Notice;

        Assert.Equal("pipelinerun.finished", ((OtherNotice)plain[0].Notice).Name);
        Assert.Equal(
            ("component:default/orders", DeploymentState.Success, "production"),
            (deployed.Component!.Canonical, deployed.State, deployed.Environment));
        Assert.Equal([new("dev.azure.com/acme/shop/_git/orders", Sha)], deployed.ChangeSets);
    }

    [Fact]
    public async Task A_build_and_its_run_are_one_deployment()
    {
        List<DeliveryEvent> events =
        [
            .. await _translator.ToldAsync(AzureRun(), ("environment", "production")),
            .. await _translator.ToldAsync(AzureBuild(), ("environment", "production")),
        ];

        var deployment = Assert.Single(Translations.ReportOf(events).Deployments);
        Assert.Equal((Sha, true), (deployment.Revision, deployment.Counted));
    }

    [Theory]
    [InlineData("partiallySucceeded", DeploymentState.Success)]
    [InlineData("failed", DeploymentState.Failure)]
    [InlineData("canceled", DeploymentState.Failure)]
    public async Task Results_are_understood(string result, DeploymentState state) => Assert.Equal(state, (
        (DeploymentNotice)(await _translator.ToldAsync(AzureBuild(result), ("environment", "prod")))[0].Notice).State);

    [Fact]
    public async Task A_run_that_goes_on_is_ignored() => Assert.Equal(
        new Translation.Ignored(IgnoredReasons.RunNotEnded), await _translator.OfAsync(AzureRun("inProgress")));

    [Theory]
    [InlineData("succeeded", DeploymentState.Success)]
    [InlineData("rejected", DeploymentState.Failure)]
    public async Task A_stage_of_a_release_is_a_deployment(string status, DeploymentState state)
    {
        var notice = (DeploymentNotice)(await _translator.ToldAsync(AzureRelease(status), ("component", "orders")))[0].Notice;

        Assert.Equal(
            (state, "Production", "component:default/orders"), (notice.State, notice.Environment, notice.Component!.Canonical));
    }

    [Fact]
    public async Task A_change_is_followed_from_its_first_commit_to_its_deployment()
    {
        List<DeliveryEvent> events =
        [
            .. await _translator.ToldAsync(AzureBuild(), ("environment", "production")),
            .. await _translator.ToldAsync(AzurePullRequest()),
            .. await _translator.ToldAsync(AzurePush()),
            .. await _translator.ToldAsync(AzurePullRequest("active", "created")),
        ];
        events.AddRange(await _translator.ToldAsync(AzureBaseline(), ("environment", "production")));

        var change = Assert.Single(Translations.ReportOf(events).Changes, change => !change.Direct);

        Assert.Equal(9, change.StartedAt!.Value.Hour);
        Assert.Equal((9, 40), (change.CreatedAt!.Value.Hour, change.CreatedAt.Value.Minute));
        Assert.Equal((10, 12), (change.MergedAt!.Value.Hour, change.DeployedAt!.Value.Hour));
    }

    [Fact]
    public async Task Azures_attempt_to_merge_is_no_merge() => Assert.Equal(
        new Translation.Ignored(IgnoredReasons.PullRequestStillOpen), await _translator.OfAsync(AzurePullRequest("active")));

    [Fact]
    public async Task A_push_is_told_oldest_first()
    {
        var notice = (CommitsNotice)(await _translator.ToldAsync(AzurePush()))[0].Notice;

        Assert.Equal([OlderSha, Sha], notice.Commits.Select(commit => commit.Sha));
        Assert.Equal([OlderSha], notice.Commits[1].Parents);
        Assert.Equal("dev.azure.com/acme/shop/_git/orders", notice.Repository);
    }

    [Fact]
    public async Task A_push_of_several_branches_says_nothing_of_its_commits() => Assert.Equal(
        new Translation.Ignored(IgnoredReasons.PushWithoutCommits),
        await _translator.OfAsync(AzurePush(""", { "name": "refs/heads/b", "oldObjectId": "0", "newObjectId": "0" }""")));

    [Fact]
    public async Task Events_about_something_else_are_ignored()
    {
        var payload = AzureBuild();
        payload["eventType"] = "workitem.created";

        Assert.Equal(new Translation.Ignored(IgnoredReasons.EventNotDelivery), await _translator.OfAsync(payload));
    }

    // What was there before, so that the change's deployment is not the first.
    private static System.Text.Json.Nodes.JsonObject AzureBaseline()
    {
        var payload = AzureBuild(commit: "aad331d8d3b131fa9ae03cf5e53965b51942618a");
        payload["resource"]!["id"] = 1;
        payload["resource"]!["finishTime"] = "2030-01-01T12:00:00Z";
        return payload;
    }
}
