using Platform.Core.ChatOps.Messages;

namespace Platform.Core.ChatOps.Posts;

/// <summary>
/// One message on its way out: the message of queue <c>chat-posts</c>. It goes to a command's reply address or to a channel.
/// </summary>
/// <param name="Conversation">What it belongs to: the command's id, or the hash of a notification's key.</param>
/// <param name="Name">Unique within the conversation; the pair is delivered once.</param>
/// <param name="ExpiresAt">Not delivered after this.</param>
/// <param name="Reply">The sealed reply address; only the channel's adapter can open it.</param>
/// <param name="Channel">Where to, when there is no reply address; the configured channel when neither is there.</param>
/// <param name="After">Name of the post of the same conversation that must be settled first.</param>
/// <param name="Last">No further post of this conversation follows: it may take the last place.</param>
/// <param name="Attempt">How often delivering failed.</param>
/// <param name="Sending">Names one sending of the post: its copies on the queue bear the same, a second sending another.</param>
public sealed record ChatPost(
    string Conversation,
    string Name,
    ChatMessage Message,
    DateTimeOffset ExpiresAt,
    string? Reply = null,
    string? Channel = null,
    string? After = null,
    bool Last = false,
    int Attempt = 0,
    string Sending = "")
{
    public bool IsReply => Reply is not null;
}
