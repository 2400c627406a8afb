using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;

namespace Platform.Core.Metrics.Senders.Alertmanager;

/// <summary>
/// Alertmanager's webhooks, version 4. While an alert fires it is sent again and again: an incident is a fingerprint and the time
/// since which it fires.
/// </summary>
public sealed class AlertmanagerTranslator(IComponentFinder finder, IncidentFilter filter) : IDeliveryTranslator
{
    public const string Name = "alertmanager";
    public const int MostAlerts = 2000;

    private const string Source = "/alertmanager";
    private const string Version = "4";
    private const string LimitAdvice = "max_alerts of the receiver at or below that";

    public string Sender => Name;

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var payload = delivery.Payload;
        if (payload.Text("version") != Version)
        {
            return Refusal.Wrong("version", payload["version"]?.DeepClone(), $"\"{Version}\"");
        }

        var alerts = payload.Objects("alerts");
        if (alerts.Count > MostAlerts)
        {
            return Refusal.TooLong("alerts", alerts.Count, MostAlerts, LimitAdvice);
        }

        return Unusable(alerts) is { Count: > 0 } missing
            ? Refusal.Of(missing)
            : await TellAsync(delivery, alerts, cancellationToken);
    }

    private static List<(string Field, string Expected)> Unusable(IReadOnlyList<JsonObject> alerts) =>
    [
        .. alerts.Index().Where(one => one.Item.Text("fingerprint") is null)
            .Select(one => ($"alerts[{one.Index}].fingerprint", "the alert's fingerprint")),
        .. alerts.Index().Where(one => one.Item.Instant("startsAt") is null)
            .Select(one => ($"alerts[{one.Index}].startsAt", "when it began to fire")),
        .. alerts.Index().Where(one => IsResolved(one.Item) && one.Item.Instant("endsAt") is null)
            .Select(one => ($"alerts[{one.Index}].endsAt", "when it ended")),
    ];

    private async Task<Translation> TellAsync(
        SenderDelivery delivery, IReadOnlyList<JsonObject> alerts, CancellationToken cancellationToken)
    {
        var (events, attributions, remembered) = (new List<JsonObject>(), new List<Attribution>(), new RememberingFinder(finder));
        foreach (var alert in alerts)
        {
            var labels = new AlertLabels(alert.Object("labels") ?? [], delivery);
            var attribution = await remembered.FindAsync(delivery, labels.Keys, labels.Component, [], cancellationToken);
            var told = Tell(delivery, alert, labels, attribution);
            attributions.AddRange(told.Count > 0 ? [attribution] : []);
            events.AddRange(told);
        }

        if (Truncated(delivery.Payload, alerts) is { } truncated)
        {
            events.Add(truncated);
        }

        return events.Count > 0 ? Attribution.Tell(attributions, events)
            : new Translation.Ignored(alerts.Count > 0 ? IgnoredReasons.SeverityNotCounted : IgnoredReasons.NoAlerts);
    }

    private List<JsonObject> Tell(SenderDelivery delivery, JsonObject alert, AlertLabels labels, Attribution attribution)
    {
        var starts = alert.Instant("startsAt")!.Value;
        var id = Sent.Short($"{alert.Text("fingerprint")}/{CdEvent.Text(starts)}");
        var incident = new ToldIncident(
            Source, id, attribution.Component, delivery.EnvironmentOf(labels.Environment), labels.Service)
        {
            Description = labels.AlertName,
            Severity = labels.Severity,
            CauseCommitSha = labels.CauseCommitSha,
            ChangeRelated = labels.ChangeRelated,
            Url = alert.Text("generatorURL"),
        };
        if (!filter.Counts(delivery, labels.Severity))
        {
            return [];
        }

        return IsResolved(alert)
            ? [incident.Detected(starts), incident.Resolved(alert.Instant("endsAt")!.Value)]
            : [incident.Detected(starts)];
    }

    private static bool IsResolved(JsonObject alert) => alert.Text("status") == "resolved";

    /// <summary>Alerts that were left out are told as such: the figures lack them.</summary>
    private static JsonObject? Truncated(JsonObject payload, IReadOnlyList<JsonObject> alerts)
    {
        var count = payload.Whole("truncatedAlerts") ?? 0;
        var group = payload.Text("groupKey") ?? payload.Text("receiver") ?? Name;
        var at = alerts.Max(alert => alert.Instant("endsAt") ?? alert.Instant("startsAt"));
        return count == 0 || at is not { } latest ? null : new CdEvent(
            Source, NaturalKey.Of(null, "truncated", group, CdEvent.Text(latest), $"{count}"), "platform-alerts.truncated",
            latest, group)
        {
            Custom = new() { ["truncatedAlerts"] = count },
        }.Write();
    }
}
