using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.ArgoCd;
using Platform.Core.Metrics.Senders.DevLake;
using Platform.Core.Metrics.Senders.Pelorus;
using Platform.Core.Scaffolding.Actions.Deploying;
using Platform.TestKit.Metrics.Senders;
using static Platform.TestKit.Metrics.Senders.DeploymentPayloads;

namespace Platform.Core.Tests.Metrics.Senders;

/// <summary>Argo CD, DevLake and Pelorus.</summary>
public sealed class DeployerTests
{
    private const string A = "aaaaaaa1", B = "bbbbbbb2", C = "ccccccc3";

    private static readonly KnownComponents Catalog = new KnownComponents()
        .With("argocd/app-name", "orders-production", "orders")
        .With("argocd/app-selector", "app.kubernetes.io/name=mail", "mail")
        .With("github.com/project-slug", "acme/orders", "orders")
        .With("github.com/project-slug", "acme/mail", "mail")
        .With("backstage.io/kubernetes-id", "orders", "orders");

    private static readonly ArgoCdTranslator Argo = new(Catalog);
    private static readonly DevLakeTranslator Lake = new(Catalog);
    private static readonly PelorusTranslator Red = new(Catalog);

    [Fact]
    public async Task A_return_to_an_entry_of_the_history_is_a_rollback()
    {
        List<DeliveryEvent> events = [];
        string[] history = [A, B, C, A];
        for (var length = 1; length <= history.Length; length++)
        {
            events.AddRange(await Argo.ToldAsync(ArgoCd("orders-production", history[..length])));
        }

        var figures = Translations.ReportOf(events).Organization.Figures;

        Assert.Equal((4, 3), (figures.DeploymentFrequency.Raw.Count, figures.DeploymentFrequency.Net.Count));
        Assert.Equal((1, 1), (figures.Rollbacks.Count, figures.Rollbacks.Declared));
        var rollback = (DeploymentNotice)events[^1].Notice;
        Assert.Equal(
            (DeploymentKind.RolledBack, ((DeploymentNotice)events[2].Notice).RunId), (rollback.Kind, rollback.Supersedes));
        Assert.Equal(C, rollback.ChangeSets[0].PreviousCommitSha);
    }

    [Fact]
    public async Task A_rollback_alone_tells_that_it_is_one() => Assert.Equal(
        DeploymentKind.RolledBack,
        ((DeploymentNotice)(await Argo.ToldAsync(ArgoCd("orders-production", A, B, A)))[0].Notice).Kind);

    [Theory]
    [InlineData(A, A)]
    [InlineData(A, B, B)]
    [InlineData(A, B, C)]
    public async Task The_same_again_and_something_new_are_no_rollbacks(params string[] history) => Assert.Equal(
        DeploymentKind.Deployed,
        ((DeploymentNotice)(await Argo.ToldAsync(ArgoCd("orders-production", history)))[0].Notice).Kind);

    [Fact]
    public async Task What_is_told_again_because_pods_were_replaced_is_the_same_deployment()
    {
        var once = await Argo.ToldAsync(ArgoCd("orders-production", A, B));
        var again = await Argo.ToldAsync(ArgoCd("orders-production", A, B));

        Assert.Equal((once[0].Id, once[0].Statement()), (again[0].Id, again[0].Statement()));
    }

    [Fact]
    public async Task A_failed_sync_is_a_failed_attempt_and_no_deployment()
    {
        var payload = ArgoCd("orders-production", "Failed", [A, B]);

        var figures = Translations.ReportOf(
            [.. await Argo.ToldAsync(ArgoCd("orders-production", A)), .. await Argo.ToldAsync(payload)]).Organization.Figures;

        Assert.Equal((1, 1), (figures.DeploymentFrequency.Raw.Count, figures.FailedAttempts));
    }

    [Theory]
    [InlineData("Running", IgnoredReasons.NoFinishedOperation)]
    [InlineData("Terminating", IgnoredReasons.NoFinishedOperation)]
    public async Task An_operation_that_goes_on_is_ignored(string phase, string reason) => Assert.Equal(
        new Translation.Ignored(reason), await Argo.OfAsync(ArgoCd("orders-production", phase, [A])));

    [Fact]
    public async Task An_operation_that_made_no_entry_deployed_nothing()
    {
        var payload = ArgoCd("orders-production", A);
        payload["app"]!["status"]!["operationState"]!["startedAt"] = "2030-01-02T10:30:00Z";

        Assert.Equal(new Translation.Ignored(IgnoredReasons.OperationWithoutHistory), await Argo.OfAsync(payload));
    }

    [Theory]
    [InlineData("{}", "{}", "orders-production", "component:default/orders", "production")]
    [InlineData("""{"app.kubernetes.io/name":"mail"}""", "{}", "mail-production", "component:default/mail", "production")]
    [InlineData(
        "{}", """{"platform.functions/component":"team-a/x","platform.functions/environment":"eu"}""", "x", "component:team-a/x",
        "eu")]
    [InlineData("{}", "{}", "x", null, "production")]
    public async Task Catalog_and_annotations_say_whose_application_it_is(
        string labels, string annotations, string name, string? component, string environment)
    {
        var told = await Argo.OfAsync(ArgoCd(name, "Succeeded", [A], labels, annotations));

        var notice = (DeploymentNotice)Translations.Read(told)[0].Notice;
        Assert.Equal((component, environment), (notice.Component?.Canonical, notice.Environment));
        Assert.Equal(component is null, ((Translation.Told)told).Unattributed.Count > 0);
    }

    [Fact]
    public async Task Charts_have_versions_and_several_sources_their_own_commits()
    {
        var payload = ArgoCd("orders-production", A);
        var entry = payload["app"]!["status"]!["history"]![0]!.AsObject();
        entry.Remove("revision");
        entry["revisions"] = new JsonArray("1.2.3", B);
        entry["sources"] = new JsonArray(
            new JsonObject { ["repoURL"] = "https://charts.example.org", ["chart"] = "orders" },
            new JsonObject { ["repoURL"] = "https://github.com/acme/values.git" });

        var notice = (DeploymentNotice)(await Argo.ToldAsync(payload))[0].Notice;

        Assert.Equal([new("github.com/acme/values", B)], notice.ChangeSets);
    }

    [Fact]
    public async Task Tasks_that_wait_for_the_application_hear_of_it()
    {
        var told = (Translation.Told)await Argo.OfAsync(ArgoCd("orders-production", A));

        var state = ArgoCdState.OfNotification(told.Events[0]["data"]!["customData"]!["argocd"])!;
        Assert.Equal(
            ("orders-production", true, true, true),
            (state.Application, state.HasSucceeded, state.IsHealthy, state.IsAt(A)));
    }

    [Fact]
    public async Task One_pipeline_of_two_repositories_of_a_component_is_one_deployment_with_both()
    {
        var told = await Lake.ToldAsync(
            DevLake("run-1", "2030-01-02T12:59:59Z", "https://github.com/acme/orders", "https://github.com/acme/library"));

        var notice = (DeploymentNotice)Assert.Single(told).Notice;
        Assert.Equal(
            ("component:default/orders", 2, "run-1"), (notice.Component!.Canonical, notice.ChangeSets.Count, notice.RunId));
    }

    [Fact]
    public async Task One_pipeline_of_two_components_deploys_both()
    {
        var told = await Lake.ToldAsync(
            DevLake("run-1", "2030-01-02T12:59:59Z", "https://github.com/acme/orders", "https://github.com/acme/mail"));

        Assert.Equal(
            ["component:default/orders", "component:default/mail"],
            told.Select(one => ((DeploymentNotice)one.Notice).Component!.Canonical));
    }

    [Fact]
    public async Task The_form_with_underscores_is_the_same_deployment()
    {
        var former = (JsonObject)JsonNode.Parse(
            $$"""
            {
              "pipeline_id": "run-1", "repo_url": "https://github.com/acme/orders", "commit_sha": "{{Sha}}",
              "start_time": "2030-01-02T12:00:00+00:00", "end_time": "2030-01-02T12:59:59+00:00", "environment": "PRODUCTION"
            }
            """)!;

        var one = (await Lake.ToldAsync(former))[0];
        var other = (await Lake.ToldAsync(DevLake("run-1", repositories: "https://github.com/acme/orders")))[0];

        Assert.Equal((other.Id, other.Statement()), (one.Id, one.Statement()));
    }

    [Theory]
    [InlineData("TODO", null, true)]
    [InlineData("DONE", "2030-01-02T13:00:00Z", false)]
    public async Task An_issue_of_the_type_incident_is_one(string status, string? resolved, bool open)
    {
        var incident = Assert.Single(Translations.ReportOf(await Lake.ToldAsync(Issue("INCIDENT", status, resolved))).Incidents);

        Assert.Equal(("component:default/orders", open), (incident.Component!.Canonical, incident.ResolvedAt is null));
    }

    [Fact]
    public async Task Other_issues_are_none() => Assert.Equal(
        new Translation.Ignored(IgnoredReasons.IssueNotIncident), await Lake.OfAsync(Issue("BUG", "TODO", null)));

    [Theory]
    [InlineData("id", "id")]
    [InlineData("finishedDate", "finishedDate")]
    public async Task A_deployment_that_lacks_something_is_refused_by_field(string removed, string field)
    {
        var payload = DevLake(repositories: "https://github.com/acme/orders");
        payload.Remove(removed);

        Assert.Equal(field, Assert.IsType<Translation.Refused>(await Lake.OfAsync(payload)).Problems[0].Field);
    }

    [Fact]
    public async Task An_image_that_Pelorus_deploys_brings_the_commit_it_was_made_of()
    {
        var image = "sha256:8a9c";
        var told = await Red.ToldAsync(
            Json($$"""{"app":"orders","image_sha":"{{image}}","namespace":"n","timestamp":"1893582000"}"""));
        var packaged = await Red.ToldAsync(
            Json($$"""{"app":"orders","commit_hash":"{{Sha}}","image_sha":"{{image}}","timestamp":1893578400}"""),
            ("repository", "https://github.com/acme/orders"));

        var deployment = Assert.Single(Translations.ReportOf([.. told, .. packaged]).Deployments);
        Assert.Equal(Sha, deployment.Revision);
    }

    [Fact]
    public async Task A_failure_of_Pelorus_begins_and_ends()
    {
        var told = new List<DeliveryEvent>();
        foreach (var (what, at) in new[] { ("created", 1893582000), ("resolved", 1893582600) })
        {
            told.AddRange(await Red.ToldAsync(
                Json($$"""{"app":"orders","failure_id":"INC-1","failure_event":"{{what}}","timestamp":{{at}}}""")));
        }

        Assert.Equal(10, (Assert.Single(Translations.ReportOf(told).Incidents) is var incident
            ? incident.ResolvedAt - incident.DetectedAt : null)!.Value.TotalMinutes);
    }

    private static JsonObject Issue(string type, string status, string? resolved) => new()
    {
        ["url"] = "https://tracker.example.org/DLK-1234",
        ["issueKey"] = "DLK-1234",
        ["title"] = "It is broken",
        ["type"] = type,
        ["status"] = status,
        ["originalStatus"] = "open",
        ["createdDate"] = "2030-01-02T12:00:00+00:00",
        ["resolutionDate"] = resolved,
        ["component"] = "orders",
    };

    private static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;
}
