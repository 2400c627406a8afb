namespace Platform.Core.ChatOps.Messages;

/// <param name="Key">Names the occasion: a second notification with the same key is not delivered.</param>
/// <param name="Channel">The adapter's name for a channel or person; the configured one when left out.</param>
public sealed record Notification(string Key, ChatMessage Message, string? Channel = null);

/// <summary>Tells people something that they did not ask for at this moment: reports, alerts.</summary>
public interface INotifier
{
    /// <summary>
    /// Returns once the notification is on its queue. From then on it is delivered at least once, however long the channel is
    /// down within <see cref="QueuedNotifier.Patience"/>, and normally once.
    /// </summary>
    Task NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
