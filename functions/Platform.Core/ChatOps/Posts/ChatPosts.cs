using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.ChatOps.Posts;

/// <summary>The queue of posts: nothing is lost while a channel is down.</summary>
public sealed class ChatPosts(IQueueSender sender, TimeProvider clock)
{
    public const string Queue = "chat-posts";

    public Task SendAsync(ChatPost post, CancellationToken cancellationToken) => SendLaterAsync(
        post with { Sending = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N") }, TimeSpan.Zero, cancellationToken);

    /// <summary>Sends what came from the queue again.</summary>
    public Task SendLaterAsync(ChatPost post, TimeSpan delay, CancellationToken cancellationToken) => sender.SendLaterAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(post, PlatformJson.Options), delay, cancellationToken);

    public static Result<ChatPost> Parse(ReadOnlySpan<byte> utf8) => OwnMessage.Read<ChatPost>(
        utf8, "a chat post", "conversation", "name", "message", "expiresAt", "sending");
}
