using Platform.Core.ChatOps.Posts;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Messages;

/// <summary>Puts notifications among the posts.</summary>
public sealed class QueuedNotifier(ChatPosts posts, TimeProvider clock) : INotifier
{
    /// <summary>How long a channel may be down; what could not be delivered until then is recorded as given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const string Name = "notice";

    public Task NotifyAsync(Notification notification, CancellationToken cancellationToken) => posts.SendAsync(
        new ChatPost(
            ContentHash.Of(notification.Key),
            Name,
            notification.Message,
            clock.GetUtcNow() + Patience,
            Channel: notification.Channel),
        cancellationToken);
}
