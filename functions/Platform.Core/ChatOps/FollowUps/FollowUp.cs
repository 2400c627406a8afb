using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.ChatOps.FollowUps;

/// <summary>
/// A task that a conversation waits for: the message of queue <c>chat-follow-ups</c>. It stands for the next look at the task,
/// and every look but the last puts the next one on the queue before it is done, so killing a host ends no follow-up.
/// </summary>
/// <param name="Conversation">The command's id.</param>
/// <param name="Command">The slash command, for what can be asked next.</param>
/// <param name="Reply">The sealed reply address.</param>
/// <param name="AskedAt">When the command came.</param>
/// <param name="Told">The id of the last event that was told of.</param>
/// <param name="ToldAt">When that was.</param>
/// <param name="Posts">How many progress posts there were.</param>
public sealed record FollowUp(
    string Conversation,
    string Command,
    TaskId Task,
    string Reply,
    DateTimeOffset AskedAt,
    DateTimeOffset ToldAt,
    long Told = 0,
    int Posts = 0)
{
    public const string Queue = "chat-follow-ups";

    public Task SendAsync(IQueueSender sender, TimeSpan delay, CancellationToken cancellationToken) => sender.SendLaterAsync(
        Queue, JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options), delay, cancellationToken);

    public static Result<FollowUp> Parse(ReadOnlySpan<byte> utf8) => OwnMessage.Read<FollowUp>(
        utf8, "a follow-up", "conversation", "command", "task", "reply", "askedAt", "toldAt");
}
