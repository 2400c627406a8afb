using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.ChatOps.Commands;

/// <summary>
/// Writes and reads messages of queue <c>chat-commands</c>. The rules are those of <c>chat-commands.schema.json</c>; a test
/// holds the two together.
/// </summary>
public static partial class ChatCommandMessage
{
    public const string Queue = "chat-commands";

    public const int LongestText = 40_000;

    private static readonly string[] Known =
        ["id", "platform", "team", "enterprise", "user", "channel", "command", "text", "receivedAt", "reply"];

    public static Task SendCommandAsync(this IQueueSender sender, ChatCommand command, CancellationToken cancellationToken) =>
        sender.SendAsync(Queue, JsonSerializer.SerializeToUtf8Bytes(command, PlatformJson.Options), cancellationToken);

    public static Result<ChatCommand> Parse(ReadOnlySpan<byte> utf8)
    {
        var message = MessageJson.Open(utf8, maxDepth: 4, "a chat command");
        return message.IsOk ? Parse(message.Value) : Result<ChatCommand>.Failed(message.Problems);
    }

    private static Result<ChatCommand> Parse(JsonObject message)
    {
        var checks = new FieldChecks();
        checks.NoOthers(message, string.Empty, Known);
        Text(checks, message, "id", Sha().IsMatch, "64 lower-case hex digits");
        Text(checks, message, "platform", text => text == "slack", "slack");
        foreach (var name in (string[])["team", "user", "channel"])
        {
            Text(checks, message, name, ChatId().IsMatch, "an id of 2 to 40 upper-case letters and digits");
        }

        checks.Text(
            message, string.Empty, "enterprise", required: false, ChatId().IsMatch, "an id of upper-case letters and digits");
        Text(checks, message, "command", Slash().IsMatch, "a slash command");
        Text(checks, message, "text", text => text.Length <= LongestText, $"at most {LongestText} characters");
        Text(checks, message, "receivedAt", text => Instants.TryParse(text, out _), Instants.Requirements);
        // Its value would be shown in the problem, and it is not for showing.
        if (message["reply"] is not JsonValue reply
            || !reply.TryGetValue<string>(out var sealedReply)
            || !Sealed().IsMatch(sealedReply))
        {
            checks.Add(FieldChecks.WrongFormat, "reply", null, "a sealed reply address");
        }

        return checks.IsClean
            ? message.Deserialize<ChatCommand>(PlatformJson.Options)!
            : Result<ChatCommand>.Failed(checks.Problems);
    }

    private static void Text(FieldChecks checks, JsonObject message, string name, Func<string, bool> format, string expected) =>
        checks.Text(message, string.Empty, name, required: true, format, expected);

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha();

    [GeneratedRegex(@"\A[A-Z0-9]{2,40}\z")]
    public static partial Regex ChatId();

    [GeneratedRegex(@"\A/[^\s/]{1,50}\z")]
    public static partial Regex Slash();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{20,4000}\z")]
    private static partial Regex Sealed();
}
