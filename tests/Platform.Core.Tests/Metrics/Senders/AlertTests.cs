using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.Alertmanager;
using Platform.Core.Metrics.Senders.AzureMonitor;
using Platform.Core.Metrics.Senders.Opsgenie;
using Platform.Core.Metrics.Senders.Writing;
using Platform.TestKit.Metrics.Senders;
using static Platform.TestKit.Metrics.Senders.IncidentPayloads;

namespace Platform.Core.Tests.Metrics.Senders;

/// <summary>Alertmanager, Opsgenie and Azure Monitor.</summary>
public sealed class AlertTests
{
    private static readonly KnownComponents Catalog = new KnownComponents()
        .With("backstage.io/kubernetes-id", "orders", "orders")
        .With("opsgenie.com/component-selector", "tag:\"orders\"", "orders")
        .With(
            "platform.functions/azure-resource-id",
            "/subscriptions/11111111/resourceGroups/shop/providers/Microsoft.Web/sites/orders", "orders");

    private static readonly AlertmanagerTranslator Prometheus = new(Catalog, IncidentFilter.None);
    private static readonly OpsgenieTranslator Atlassian = new(Catalog, IncidentFilter.None);

    private static readonly AzureMonitorTranslator Azure = new(Catalog, new(
        new Dictionary<string, IReadOnlyList<string>> { ["azure-monitor"] = ["Sev0", "Sev1"] }));

    [Fact]
    public async Task An_alert_that_is_repeated_while_it_fires_is_one_incident()
    {
        var first = await Prometheus.ToldAsync(Alertmanager(Alert("f1", "2030-01-02T10:00:00.123456789+02:00")));
        var again = await Prometheus.ToldAsync(Alertmanager(Alert("f1", "2030-01-02T10:00:00.123456789+02:00"), Alert(
            "f2", "2030-01-02T10:01:00Z")));
        var over = await Prometheus.ToldAsync(Alertmanager(Alert(
            "f1", "2030-01-02T10:00:00.123456789+02:00", "2030-01-02T08:30:00Z")));

        var incidents = Translations.ReportOf([.. over, .. again, .. first, .. again]).Incidents;

        Assert.Equal((first[0].Id, first[0].Statement()), (again[0].Id, again[0].Statement()));
        Assert.Equal([true, false], incidents.OrderBy(one => one.DetectedAt).Select(one => one.ResolvedAt is not null));
    }

    [Fact]
    public async Task An_alert_that_fires_again_later_is_another_incident()
    {
        var told = await Prometheus.ToldAsync(Alertmanager(
            Alert("f1", "2030-01-02T10:00:00Z", "2030-01-02T10:10:00Z"), Alert("f1", "2030-01-02T11:00:00Z")));

        Assert.Equal(2, Translations.ReportOf(told).Incidents.Count);
    }

    [Theory]
    [InlineData("""{"alertname":"A","service":"orders"}""", "component:default/orders")]
    [InlineData("""{"alertname":"A","app_kubernetes_io_name":"orders","env":"staging"}""", "component:default/orders")]
    [InlineData("""{"alertname":"A","component":"team-a/mail"}""", "component:team-a/mail")]
    [InlineData("""{"alertname":"A","service":"unknown"}""", null)]
    [InlineData("""{"alertname":"A","component":"no/such/thing"}""", null)]
    public async Task Labels_say_whose_alert_it_is(string labels, string? component)
    {
        var told = await Prometheus.OfAsync(Alertmanager(Alert("f1", "2030-01-02T10:00:00Z", labels: labels)));

        var notice = (IncidentNotice)Translations.Read(told)[0].Notice;
        Assert.Equal(component, notice.Component?.Canonical);
        Assert.Equal(labels.Contains("staging", StringComparison.Ordinal) ? "staging" : "production", notice.Environment);
        Assert.Equal(component is null, ((Translation.Told)told).Unattributed.Count > 0);
    }

    [Fact]
    public async Task The_address_names_the_label_that_has_the_component()
    {
        var told = await Prometheus.ToldAsync(
            Alertmanager(Alert("f1", "2030-01-02T10:00:00Z", labels: """{"owner_component":"mail"}""")),
            ("label", "owner_component"));

        Assert.Equal("component:default/mail", ((IncidentNotice)told[0].Notice).Component!.Canonical);
    }

    [Fact]
    public async Task Labels_say_what_caused_an_alert_and_that_no_change_did()
    {
        var told = await Prometheus.ToldAsync(Alertmanager(Alert(
            "f1", "2030-01-02T10:00:00Z", labels: """{"commit_sha":"0123456789ABCDEF","change_related":"false"}""")));

        var notice = (IncidentNotice)told[0].Notice;
        Assert.Equal(("0123456789abcdef", false), (notice.CauseCommitSha, notice.ChangeRelated));
    }

    [Fact]
    public async Task Alerts_that_were_left_out_are_told_of()
    {
        var payload = Alertmanager(Alert("f1", "2030-01-02T10:00:00Z"));
        payload["truncatedAlerts"] = 7;

        var told = (Translation.Told)await Prometheus.OfAsync(payload);

        Assert.Equal(7, (int)told.Events[^1]["data"]!["customData"]!["truncatedAlerts"]!);
        Assert.Equal("platform-alerts.truncated", ((OtherNotice)Translations.Read(told)[^1].Notice).Name);
    }

    [Fact]
    public async Task Too_many_alerts_are_refused_with_what_to_set()
    {
        var payload = Alertmanager([.. Enumerable.Range(0, AlertmanagerTranslator.MostAlerts + 1).Select(
            index => new JsonObject { ["fingerprint"] = $"f{index}" })]);

        var refused = Assert.IsType<Translation.Refused>(await Prometheus.OfAsync(payload));

        Assert.Equal(("payload-too-many", "alerts"), (refused.Problems[0].Code, refused.Problems[0].Field));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_alerts_is_told_at_once()
    {
        var payload = Alertmanager(
            Alert("f1", "noon"), new JsonObject { ["startsAt"] = "2030-01-02T10:00:00Z" },
            Alert("f3", "2030-01-02T10:00:00Z", "x"));

        var refused = Assert.IsType<Translation.Refused>(await Prometheus.OfAsync(payload));

        Assert.Equal(
            ["alerts[0].startsAt", "alerts[1].fingerprint", "alerts[2].endsAt"],
            refused.Problems.Select(problem => problem.Field!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_version_of_Alertmanagers_form_is_refused()
    {
        var payload = Alertmanager();
        payload["version"] = "3";

        Assert.Equal("version", Assert.IsType<Translation.Refused>(await Prometheus.OfAsync(payload)).Problems[0].Field);
    }

    [Fact]
    public async Task A_team_that_is_added_to_an_Opsgenie_alert_makes_no_second_incident()
    {
        var created = await Atlassian.ToldAsync(Opsgenie("Create", """["orders"]"""));
        var added = await Atlassian.ToldAsync(Opsgenie("Create", """["orders","later"]""", 1_893_499_300_000_000_000));
        var closed = await Atlassian.ToldAsync(Opsgenie("Close", """["orders"]"""));

        var incident = Assert.Single(Translations.ReportOf([.. closed, .. created, .. added]).Incidents);

        Assert.Equal(
            ("component:default/orders", new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(10)),
            (incident.Component!.Canonical, incident.DetectedAt, incident.ResolvedAt - incident.DetectedAt));
    }

    [Theory]
    [InlineData("Acknowledge", IgnoredReasons.IncidentStateUnchanged)]
    [InlineData("AddNote", IgnoredReasons.IncidentStateUnchanged)]
    public async Task Opsgenies_other_actions_are_ignored_by_name(string action, string reason) =>
        Assert.Equal(new Translation.Ignored(reason), await Atlassian.OfAsync(Opsgenie(action)));

    [Fact]
    public async Task A_resource_of_Azure_is_found_in_whatever_case_it_is_written()
    {
        var told = await Azure.ToldAsync(AzureMonitor("Resolved"));

        var incident = Assert.Single(Translations.ReportOf(told).Incidents);
        Assert.Equal("component:default/orders", incident.Component!.Canonical);
        Assert.Equal(5, Math.Round((incident.ResolvedAt!.Value - incident.DetectedAt).TotalMinutes));
        Assert.Equal((await Azure.ToldAsync(AzureMonitor()))[0].Id, told[0].Id);
    }

    [Fact]
    public async Task A_severity_that_the_settings_leave_out_is_no_incident()
    {
        Assert.Equal(
            new Translation.Ignored(IgnoredReasons.SeverityNotCounted), await Azure.OfAsync(AzureMonitor(severity: "Sev3")));
        Assert.IsType<Translation.Told>(await Azure.OfAsync(AzureMonitor(severity: "Sev3"), ("severity", "sev3")));
    }

    [Fact]
    public async Task Custom_properties_say_component_environment_and_cause()
    {
        var told = await Azure.ToldAsync(AzureMonitor(
            resource: "/other", custom: """{"component":"mail","environment":"live","commitSha":"0123456"}"""));

        var notice = (IncidentNotice)told[0].Notice;
        Assert.Equal(
            ("component:default/mail", "live", "0123456"),
            (notice.Component!.Canonical, notice.Environment, notice.CauseCommitSha));
    }

    [Theory]
    [InlineData("schemaId", "other")]
    [InlineData("data.essentials.monitorCondition", "Broken")]
    public async Task Azures_other_forms_are_refused_by_field(string field, string value)
    {
        var payload = AzureMonitor();
        var parts = field.Split('.');
        parts[..^1].Aggregate((JsonNode)payload, (node, part) => node[part]!)[parts[^1]] = value;

        Assert.Equal(field, Assert.IsType<Translation.Refused>(await Azure.OfAsync(payload)).Problems[0].Field);
    }
}
