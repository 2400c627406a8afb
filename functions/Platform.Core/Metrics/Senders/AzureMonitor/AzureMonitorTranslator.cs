using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.AzureMonitor;

/// <summary>Azure Monitor's alerts in the common alert schema, as action groups send them.</summary>
public sealed class AzureMonitorTranslator(IComponentFinder finder, IncidentFilter filter) : IDeliveryTranslator
{
    public const string Name = "azure-monitor";
    public const string ResourceAnnotation = "platform.functions/azure-resource-id";

    private const string Source = "/azure-monitor";
    private const string Schema = "azureMonitorCommonAlertSchema";
    private const int MostTargets = 20;

    public string Sender => Name;

    public async Task<Translation> TranslateAsync(SenderDelivery delivery, CancellationToken cancellationToken)
    {
        var payload = delivery.Payload;
        if (payload.Text("schemaId") != Schema)
        {
            return Refusal.Wrong("schemaId", payload["schemaId"]?.DeepClone(), $"{Schema}: enable it in the action group");
        }

        var essentials = payload.Object("data.essentials");
        var (id, fired) = (essentials.Text("alertId"), essentials.Instant("firedDateTime"));
        if (id is null || fired is null)
        {
            return Refusal.Of(
            [
                .. id is null ? [("data.essentials.alertId", "the alert's id")] : Array.Empty<(string, string)>(),
                .. fired is null ? [("data.essentials.firedDateTime", Instants.Requirements)] : Array.Empty<(string, string)>(),
            ]);
        }

        var named = payload.Object("data.customProperties");
        var targets = essentials.Texts("alertTargetIDs");
        var attribution = await finder.FindAsync(
            delivery, targets.Take(MostTargets).Select(target => (ResourceAnnotation, (string?)target)),
            named.Text("component"), [], cancellationToken);
        var incident = new ToldIncident(
            Source, id[(id.LastIndexOf('/') + 1)..], attribution.Component,
            delivery.EnvironmentOf(named.Text("environment")), targets.Count > 0 ? targets[0] : null)
        {
            Description = essentials.Text("alertRule"),
            Severity = essentials.Text("severity"),
            CauseCommitSha = named.Sha("commitSha"),
        };
        return Tell(delivery, essentials!, fired.Value, incident, attribution);
    }

    private Translation Tell(
        SenderDelivery delivery, JsonObject essentials, DateTimeOffset fired, ToldIncident incident, Attribution attribution)
    {
        if (!filter.Counts(delivery, incident.Severity))
        {
            return new Translation.Ignored(IgnoredReasons.SeverityNotCounted);
        }

        return essentials.Text("monitorCondition") switch
        {
            "Fired" => attribution.Tell(incident.Detected(fired)),
            "Resolved" => essentials.Instant("resolvedDateTime") is { } resolved
                ? attribution.Tell(incident.Detected(fired), incident.Resolved(resolved))
                : Refusal.Missing("data.essentials.resolvedDateTime", Instants.Requirements),
            var other => Refusal.Wrong("data.essentials.monitorCondition", other, "Fired or Resolved"),
        };
    }
}
