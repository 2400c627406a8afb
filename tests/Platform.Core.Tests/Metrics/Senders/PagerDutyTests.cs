using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.DevLake;
using Platform.Core.Metrics.Senders.PagerDuty;
using Platform.Core.Metrics.Senders.Writing;
using Platform.TestKit.Metrics.Senders;

namespace Platform.Core.Tests.Metrics.Senders;

public sealed class PagerDutyTests
{
    private readonly PagerDutyTranslator _translator = new(
        new KnownComponents().With("pagerduty.com/service-id", IncidentPayloads.PagerDutyService, "orders"), IncidentFilter.None);

    [Fact]
    public async Task Recovery_lasts_until_the_last_resolution_however_messages_come()
    {
        var failed = (await new DevLakeTranslator(new KnownComponents()).ToldAsync(
            DeploymentPayloads.DevLake("run-1", "2030-01-02T09:55:00Z"), ("component", "orders")))[0];
        List<DeliveryEvent> events =
        [
            failed,
            .. await ToldAsync("triggered", "2030-01-02T10:00:00Z"), .. await ToldAsync("resolved", "2030-01-02T10:20:00Z"),
            .. await ToldAsync("reopened", "2030-01-02T10:25:00Z"), .. await ToldAsync("resolved", "2030-01-02T11:10:00Z"),
        ];
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            var heard = events.Concat(events.Take(random.Next(events.Count))).OrderBy(_ => random.Next()).ToList();

            var report = Translations.ReportOf(heard);

            var deployment = Assert.Single(report.Deployments);
            Assert.Equal((true, 75.0 * 60), (deployment.Failed, deployment.RecoverySeconds));
            Assert.Equal(1, Assert.Single(report.Incidents).Reopenings);
        }
    }

    [Fact]
    public async Task An_end_whose_beginning_was_lost_tells_it()
    {
        var told = await ToldAsync("resolved", "2030-01-02T10:20:00Z");

        Assert.Equal(
            [(IncidentPhase.Detected, 0), (IncidentPhase.Resolved, 20)],
            told.Select(one => (((IncidentNotice)one.Notice).Phase, one.At.Minute)));
        Assert.Equal((await ToldAsync("triggered", "2030-01-02T10:00:01Z"))[0].Id, told[0].Id);
    }

    [Fact]
    public async Task The_same_fact_by_another_delivery_is_the_same_event() => Assert.Equal(
        (await ToldAsync("reopened", "2030-01-02T10:25:00Z")).Select(one => (one.Source, one.Id, one.Statement())),
        (await ToldAsync("reopened", "2030-01-02T10:25:00Z")).Select(one => (one.Source, one.Id, one.Statement())));

    [Fact]
    public async Task A_service_that_the_catalog_does_not_know_is_kept_for_when_it_does()
    {
        var told = (Translation.Told)await _translator.OfAsync(
            IncidentPayloads.PagerDuty("triggered", "2030-01-02T10:00:00Z", service: "PUNKNOWN"));
        var known = Translations.Read(await _translator.OfAsync(IncidentPayloads.PagerDuty("triggered", "2030-01-02T10:00:00Z")));

        Assert.Equal([new ComponentKey("pagerduty.com/service-id", "PUNKNOWN")], told.Unattributed);
        Assert.Null(((IncidentNotice)Translations.Read(told)[0].Notice).Component);
        Assert.Equal("component:default/orders", ((IncidentNotice)known[0].Notice).Component!.Canonical);
    }

    [Fact]
    public async Task The_address_speaks_for_a_service_that_the_catalog_does_not_know()
    {
        var told = await _translator.ToldAsync(
            IncidentPayloads.PagerDuty("triggered", "2030-01-02T10:00:00Z", service: "PUNKNOWN"),
            ("component", "team-a/mail"), ("environment", "staging"));

        var notice = (IncidentNotice)told[0].Notice;
        Assert.Equal(("component:team-a/mail", "staging"), (notice.Component!.Canonical, notice.Environment));
    }

    [Theory]
    [InlineData("acknowledged", IgnoredReasons.IncidentStateUnchanged)]
    [InlineData("priority_updated", IgnoredReasons.IncidentStateUnchanged)]
    [InlineData("escalated", IgnoredReasons.IncidentStateUnchanged)]
    public async Task What_neither_begins_nor_ends_an_incident_is_ignored_by_name(string type, string reason) => Assert.Equal(
        new Translation.Ignored(reason), await _translator.OfAsync(IncidentPayloads.PagerDuty(type, "2030-01-02T10:05:00Z")));

    [Fact]
    public async Task Incidents_of_an_urgency_that_does_not_count_never_begin()
    {
        var low = IncidentPayloads.PagerDuty("triggered", "2030-01-02T10:00:00Z", urgency: "low");
        low["event"]!["data"]!["priority"] = null;
        var end = IncidentPayloads.PagerDuty("resolved", "2030-01-02T10:20:00Z", urgency: "low");
        end["event"]!["data"]!["priority"] = null;

        Assert.Equal(
            new Translation.Ignored(IgnoredReasons.SeverityNotCounted), await _translator.OfAsync(low, ("severity", "high,P1")));
        Assert.Empty(Translations.ReportOf(await _translator.ToldAsync(end, ("severity", "high,P1"))).Incidents);
    }

    [Theory]
    [InlineData("{}", "event.event_type")]
    [InlineData("""{"event":{"event_type":"incident.triggered","occurred_at":"noon","data":{"id":"P"}}}""", "event.occurred_at")]
    [InlineData("""{"event":{"event_type":"incident.triggered","occurred_at":"2030-01-02T10:00:00Z"}}""", "event.data.id")]
    public async Task A_message_that_PagerDuty_would_not_send_is_refused_by_field(string json, string field)
    {
        var refused = Assert.IsType<Translation.Refused>(
            await _translator.OfAsync((JsonObject)JsonNode.Parse(json)!));

        Assert.Equal(field, refused.Problems[0].Field);
    }

    private Task<IReadOnlyList<DeliveryEvent>> ToldAsync(string type, string at) =>
        _translator.ToldAsync(IncidentPayloads.PagerDuty(type, at));
}
