using System.Text;
using Platform.Core.ChatOps.Messages;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Metrics.Alerts.Channels;

/// <summary>Chats, by the posts that exist: what bears the same key is posted once.</summary>
public sealed class ChatAlerts(AlertTargets targets, INotifier notifier) : IAlertChannel
{
    private const int MostSections = 10;

    public string Name => "chat";

    public bool IsOn => targets.Chat;

    public Task HandOverAsync(AlertNews news, CancellationToken cancellationToken) => notifier.NotifyAsync(
        new($"alert/{news.Id}", MessageOf(news), targets.ChatChannel.Length > 0 ? targets.ChatChannel : null), cancellationToken);

    private static ChatMessage MessageOf(AlertNews news) => news.State == AlertState.Resolved
        ? new($"Over: {news.Title}", ChatSeverity.Success, [new("Alert", news.Rule), new("About", news.Subject)])
        : new(
            news.Title,
            news.Severity switch
            {
                AlertSeverity.Critical => ChatSeverity.Failure,
                AlertSeverity.Warning => ChatSeverity.Warning,
                _ => ChatSeverity.Info,
            },
            [
                new("Alert", news.Rule),
                new("About", news.Subject),
                new("Confirmed", news.Confirmed ? "yes" : "not yet, it may be chance"),
                .. news.Flapping ? new[] { new ChatFact("Flapping", "it came and went; it has to stay away longer now") } : [],
            ],
            [
                .. news.Evidence.Take(MostSections).Select(one => new ChatSection(one.Text, one.Id)),
                new(news.Runbook, "What to do"),
            ]);
}

/// <summary>A queue of somebody's choice.</summary>
public sealed class QueueAlerts(AlertTargets targets, IQueueSender sender) : IAlertChannel
{
    public string Name => "queue";

    public bool IsOn => targets.Queue.Length > 0;

    public Task HandOverAsync(AlertNews news, CancellationToken cancellationToken) =>
        sender.SendAsync(targets.Queue, Encoding.UTF8.GetBytes(PlatformJson.Serialize(news)), cancellationToken);
}

/// <summary>An address of somebody's choice, by a queue of our own that tries again.</summary>
public sealed class WebhookAlerts(AlertTargets targets, AlertWebhooks webhooks) : IAlertChannel
{
    public string Name => "webhook";

    public bool IsOn => targets.WebhookUrl is not null;

    public Task HandOverAsync(AlertNews news, CancellationToken cancellationToken) => webhooks.SendAsync(news, cancellationToken);
}
