using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.PagerDuty;

/// <summary>
/// PagerDuty's V3 webhooks. Its messages are ordered for each incident, but may come more than once and days later: every one of
/// them that tells a state tells the beginning, too, so that an end is never without one.
/// </summary>
public sealed class PagerDutyTranslator(IComponentFinder finder, IncidentFilter filter) : IDeliveryTranslator
{
    public const string Name = "pagerduty";
    public const string ServiceAnnotation = "pagerduty.com/service-id";

    private const string Source = "/pagerduty";

    public string Sender => Name;

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var told = delivery.Payload.At("event");
        var type = told.Text("event_type");
        if (type is null)
        {
            return Refusal.Missing("event.event_type", "the event's type");
        }

        if (type == "pagey.ping")
        {
            return new Translation.Ignored(IgnoredReasons.Ping);
        }

        if (!type.StartsWith("incident.", StringComparison.Ordinal))
        {
            return new Translation.Ignored(IgnoredReasons.EventNotDelivery);
        }

        if (type is not ("incident.triggered" or "incident.reopened" or "incident.resolved"))
        {
            return new Translation.Ignored(IgnoredReasons.IncidentStateUnchanged);
        }

        var (data, at) = (told.Object("data"), told.Instant("occurred_at"));
        if (data.Text("id") is not { } id || at is null)
        {
            return Refusal.Missing(
                at is null ? "event.occurred_at" : "event.data.id", at is null ? Instants.Requirements : "the incident's id");
        }

        return await TellAsync(delivery, type, data!, id, at.Value, cancellationToken);
    }

    private async Task<Translation> TellAsync(
        SenderDelivery delivery, string type, JsonObject data, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var attribution = await finder.FindAsync(
            delivery, [(ServiceAnnotation, data.Text("service.id"))], null, [], cancellationToken);
        var counts = filter.Counts(delivery, data.Text("priority.summary"), data.Text("urgency"));
        var incident = new ToldIncident(
            Source, id, attribution.Component, delivery.EnvironmentOf(null), data.Text("service.id"))
        {
            Description = data.Text("title"),
            Severity = data.Text("priority.summary") ?? data.Text("urgency"),
            Url = data.Text("html_url"),
        };

        // An incident that was not told of at its beginning, because of its urgency, has an end that says nothing.
        List<JsonObject> events = counts ? [incident.Detected(data.Instant("created_at") ?? at)] : [];
        events.AddRange(type switch
        {
            "incident.resolved" => [incident.Resolved(at)],
            "incident.reopened" when counts => [incident.Reopened(at)],
            _ => [],
        });
        return events.Count > 0 ? attribution.Tell(events) : new Translation.Ignored(IgnoredReasons.SeverityNotCounted);
    }
}
