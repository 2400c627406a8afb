using System.Diagnostics.Metrics;

namespace Platform.Core.Observability;

/// <summary>
/// Every metric of the platform, its unit and what it counts; metrics.md shows the same to those who draw dashboards.
/// </summary>
public static class PlatformMetrics
{
    private static readonly Meter Meter = new(Telemetry.Name);

    public static Counter<long> CatalogEntities { get; } = Meter.CreateCounter<long>(
        "platform.catalog.entities", "{entity}", "Entities of ingested descriptors: stored, unchanged, rejected.");

    public static Histogram<double> CatalogIngestion { get; } = Meter.CreateHistogram<double>(
        "platform.catalog.ingestion.duration", "s", "How long a request to read descriptors takes to be done.");

    public static Counter<long> CatalogDivergence { get; } = Meter.CreateCounter<long>(
        "platform.catalog.divergence", "{descriptor}",
        "Descriptors that a sweep found changed or gone, though a webhook should have told before.");

    public static Histogram<double> CatalogSweep { get; } = Meter.CreateHistogram<double>(
        "platform.catalog.sweep.duration", "s",
        "How long a sweep of an organisation takes, by whether its listing was complete.");

    public static Gauge<long> CatalogAuditDivergence { get; } = Meter.CreateGauge<long>(
        "platform.catalog.audit.divergence", "{divergence}",
        "Contradictions that the last audit found between tables, feeds, snapshot, index and manifests.");

    public static Counter<long> TasksStarted { get; } = Meter.CreateCounter<long>(
        "platform.scaffolder.tasks.started", "{task}", "Scaffolding tasks that were accepted, by template.");

    public static Counter<long> TasksFinished { get; } = Meter.CreateCounter<long>(
        "platform.scaffolder.tasks.finished", "{task}", "Scaffolding tasks that have ended: completed, failed.");

    public static Histogram<double> StepDuration { get; } = Meter.CreateHistogram<double>(
        "platform.scaffolder.step.duration", "s", "How long a step took, its waits included, by action.");

    public static Counter<long> TemplateVerifications { get; } = Meter.CreateCounter<long>(
        "platform.scaffolder.template.verifications", "{verification}",
        "Versions of templates that were tried, by tests and a canary: passed, failed.");

    public static Counter<long> QueueMessages { get; } = Meter.CreateCounter<long>(
        "platform.queue.messages", "{message}",
        "Attempts at messages, by queue: handled, refused, failed; and from the poison queue: returned, given_up.");

    public static Histogram<double> MessageDuration { get; } = Meter.CreateHistogram<double>(
        "messaging.process.duration", "s", "How long an attempt at a message took, by queue.");

    public static Counter<long> DeliveryEvents { get; } = Meter.CreateCounter<long>(
        "platform.delivery.events", "{event}", "Events of deliveries: recorded, repeated, id_reused, rejected.");

    public static Counter<long> SenderDeliveries { get; } = Meter.CreateCounter<long>(
        "platform.sender.deliveries",
        "{delivery}",
        "Deliveries in senders' own forms: told, ignored, refused, incomplete; and why.");

    public static Counter<long> LostDeliveries { get; } = Meter.CreateCounter<long>(
        "platform.github.lost_deliveries", "{delivery}", "Webhooks that did not arrive: redelivered, fetched, failed.");

    public static Gauge<double> KpiValue { get; } = Meter.CreateGauge<double>(
        "platform.kpi.value", "{value}",
        "A figure of the platform over the last days, in its own unit, of the whole organisation; none while it has no value.");

    public static Gauge<long> KpiGoals { get; } = Meter.CreateGauge<long>(
        "platform.kpi.goal", "{goal}", "Whether a figure's goal is met: 1 or 0; none while nobody knows.");

    public static Gauge<long> AlertsOpen { get; } = Meter.CreateGauge<long>(
        "platform.alerts.open", "{alert}", "Alerts that are open, by rule.");

    public static Counter<long> AlertsAnnounced { get; } = Meter.CreateCounter<long>(
        "platform.alerts.announced", "{announcement}", "What people were told of alerts, by rule: open, resolved.");

    public static Counter<long> AlertWebhooks { get; } = Meter.CreateCounter<long>(
        "platform.alerts.webhooks", "{attempt}", "Attempts to call the alerts' address: delivered, postponed, given_up.");

    public static Histogram<double> GitHubCalls { get; } = Meter.CreateHistogram<double>(
        "platform.github.call.duration", "s", "How long a call to GitHub took, by method, address template and status.");

    public static Histogram<double> GitHubWaits { get; } = Meter.CreateHistogram<double>(
        "platform.github.wait.duration", "s", "How long calls were held back by the budget or by GitHub's limits.");

    public static Gauge<long> GitHubRemaining { get; } = Meter.CreateGauge<long>(
        "platform.github.ratelimit.remaining", "{request}",
        "Calls that GitHub allows until its limit is reset, as it said last.");

    public static Counter<long> AccessRefused { get; } = Meter.CreateCounter<long>(
        "platform.access.refused", "{request}", "Requests that were refused, by function and code.");
}
