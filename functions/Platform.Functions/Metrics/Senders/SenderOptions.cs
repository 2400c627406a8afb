using Platform.Core.Metrics.Senders.Alertmanager;
using Platform.Core.Metrics.Senders.AzureMonitor;
using Platform.Core.Metrics.Senders.Opsgenie;
using Platform.Core.Metrics.Senders.PagerDuty;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Functions.Metrics.Senders;

/// <summary>Settings for the senders of <c>POST /api/events/{sender}</c>.</summary>
internal sealed class SenderOptions
{
    /// <value>Those of PagerDuty's subscriptions, with commas between; while one is changed, both. Empty: refused.</value>
    public string PagerDutyWebhookSecrets { get; set; } = string.Empty;

    /// <value>Priorities or urgencies that count, with commas between; all when empty. So with the next three.</value>
    public string PagerDutySeverities { get; set; } = string.Empty;

    /// <value>Of the label severity; an alert without it counts.</value>
    public string AlertmanagerSeverities { get; set; } = "critical,page";

    public string OpsgenieSeverities { get; set; } = "P1,P2,P3";

    public string AzureMonitorSeverities { get; set; } = "Sev0,Sev1";

    // A reference that the vault did not resolve is known to whoever reads the settings: it is no secret.
    internal IReadOnlyList<string> PagerDutySecrets =>
        VaultReference.IsUnresolved(PagerDutyWebhookSecrets) ? [] : List(PagerDutyWebhookSecrets);

    internal IncidentFilter Filter() => new(new Dictionary<string, IReadOnlyList<string>>
    {
        [PagerDutyTranslator.Name] = List(PagerDutySeverities),
        [AlertmanagerTranslator.Name] = List(AlertmanagerSeverities),
        [OpsgenieTranslator.Name] = List(OpsgenieSeverities),
        [AzureMonitorTranslator.Name] = List(AzureMonitorSeverities),
    });

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
