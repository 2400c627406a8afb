namespace Platform.Functions.Metrics.Alerts;

/// <summary>Names of functions: contracts, never changed.</summary>
internal static class AlertNames
{
    public const string Look = "MetricsAlertsLook";
    public const string List = "MetricsAlertsList";
    public const string Get = "MetricsAlertsGet";
    public const string Acknowledge = "MetricsAlertsAcknowledge";
    public const string Mute = "MetricsAlertsMute";
    public const string Unmute = "MetricsAlertsUnmute";
    public const string Webhooks = "AlertWebhooks";
    public const string WebhooksPoison = "AlertWebhooksPoison";
}
