namespace Platform.Core.Metrics.Alerts.Channels;

/// <summary>Where announcements go. Returns once the announcement is in a queue that keeps it; then at least once is the
/// queue's.</summary>
public interface IAlertChannel
{
    /// <value>chat, webhook or queue; stored with what is still to be handed over.</value>
    string Name { get; }

    /// <value>Whether somebody has set it up.</value>
    bool IsOn { get; }

    Task HandOverAsync(AlertNews news, CancellationToken cancellationToken);
}

/// <summary>What machines are told: the body of the webhook and of the queue's messages.</summary>
/// <param name="Id">The same for every attempt; what tells two announcements apart.</param>
/// <param name="State">open or resolved.</param>
/// <param name="Runbook">What to do about it.</param>
public sealed record AlertNews(
    string Id, string AlertId, string Rule, string Subject, AlertState State, AlertSeverity Severity, bool Confirmed,
    bool Flapping,
    string Title, IReadOnlyList<AlertEvidence> Evidence, string Runbook, DateTimeOffset At)
{
    public static AlertNews Of(Alert alert, AlertAnnouncement announcement, string runbook) => new(
        announcement.Id, alert.Id, alert.Rule, alert.Subject, announcement.State, alert.Severity, alert.IsConfirmed,
        alert.IsFlapping, alert.Title, alert.Evidence, runbook, announcement.At);
}

/// <summary>Where alerts go, as somebody set it up; empty texts mean nowhere.</summary>
/// <param name="Chat">Whether chats are told at all.</param>
/// <param name="ChatChannel">The adapter's name for a channel; the configured one when empty.</param>
public sealed record AlertTargets(
    bool Chat, string ChatChannel, Uri? WebhookUrl, string WebhookSecret, string Queue);
