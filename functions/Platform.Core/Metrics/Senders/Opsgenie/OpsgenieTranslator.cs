using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.Opsgenie;

/// <summary>
/// Opsgenie's outgoing webhooks. A team that is added to an alert is told of its creation again; it is one incident all the same,
/// by the alert's id.
/// </summary>
public sealed class OpsgenieTranslator(IComponentFinder finder, IncidentFilter filter) : IDeliveryTranslator
{
    public const string Name = "opsgenie";

    private const string Source = "/opsgenie";
    private const string SelectorAnnotation = "opsgenie.com/component-selector";
    private const string Instant = "milliseconds since 1970";
    private const int MostTags = 50;

    public string Sender => Name;

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var (action, alert) = (delivery.Payload.Text("action"), delivery.Payload.Object("alert"));
        if (action is null || alert.Text("alertId") is not { } id)
        {
            return action is null ? Refusal.Missing("action", "the action's name") : NoAlert(action);
        }

        if (action is not ("Create" or "Close" or "Delete"))
        {
            return new Translation.Ignored(IgnoredReasons.IncidentStateUnchanged);
        }

        var details = alert.Object("details");
        var attribution = await finder.FindAsync(
            delivery, Keys(alert!), details.Text("component") ?? TagValue(alert!, "component"), [], cancellationToken);
        var incident = new ToldIncident(
            Source, id, attribution.Component,
            delivery.EnvironmentOf(details.Text("environment") ?? TagValue(alert!, "environment")),
            alert.Text("entity") is { Length: > 0 } entity ? entity : alert.Text("alias"))
        {
            Description = alert.Text("message"),
            Severity = alert.Text("priority"),
        };
        return Tell(delivery, action, alert!, incident, attribution);
    }

    private Translation Tell(
        SenderDelivery delivery, string action, JsonObject alert, ToldIncident incident, Attribution attribution)
    {
        var counts = filter.Counts(delivery, alert.Text("priority"));
        var (created, updated) = (alert.Instant("createdAt"), alert.Instant("updatedAt"));
        if (action == "Create")
        {
            return !counts ? new Translation.Ignored(IgnoredReasons.SeverityNotCounted)
                : created is { } began ? attribution.Tell(incident.Detected(began))
                : Refusal.Missing("alert.createdAt", Instant);
        }

        // An alert whose creation didn't count has an end that says nothing; it may have counted then, so that it is told.
        return updated is not { } ended ? Refusal.Missing("alert.updatedAt", Instant)
            : counts && created is { } at ? attribution.Tell(incident.Detected(at), incident.Resolved(ended))
            : attribution.Tell(incident.Resolved(ended));
    }

    // Backstage's plugin selects alerts by Opsgenie's query language; the query for one tag is what most write.
    private static IEnumerable<(string Annotation, string? Value)> Keys(JsonObject alert) => alert.Texts("tags").Take(MostTags)
        .SelectMany(tag => new (string, string?)[]
        {
            (SelectorAnnotation, $"tag:\"{tag}\""), (SelectorAnnotation, $"tag:{tag}"), (SelectorAnnotation, $"tag: \"{tag}\""),
        })
        .Append(("opsgenie.com/team", alert.Texts("teams") is [var team] ? team : null));

    private static string? TagValue(JsonObject alert, string name) => alert.Texts("tags")
        .Where(tag => tag.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(tag => tag[(name.Length + 1)..].Trim()).FirstOrDefault(value => value.Length > 0);

    // Incidents and comments come without an alert.
    private static Translation NoAlert(string action) => action.Contains("lert", StringComparison.Ordinal)
        || action is "Create" or "Close" or "Delete"
            ? Refusal.Missing("alert.alertId", "the alert's id")
            : new Translation.Ignored(IgnoredReasons.EventNotDelivery);
}
