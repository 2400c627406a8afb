namespace Platform.Core.ChatOps.Commands;

/// <summary>
/// What somebody typed into a chat: the message of queue <c>chat-commands</c>. Its JSON schema is
/// <c>Platform.Functions/ChatOps/chat-commands.schema.json</c>.
/// </summary>
/// <param name="Id">The same for one command however often it arrives.</param>
/// <param name="Platform">The chat system: <c>slack</c>.</param>
/// <param name="Team">The workspace.</param>
/// <param name="Enterprise">The organisation of workspaces, if any.</param>
/// <param name="User">The chat system's id of who typed it.</param>
/// <param name="Channel">Where it was typed.</param>
/// <param name="Command">The slash command, for example <c>/platform</c>.</param>
/// <param name="Text">What follows it.</param>
/// <param name="Reply">The sealed reply address.</param>
public sealed record ChatCommand(
    string Id,
    string Platform,
    string Team,
    string User,
    string Channel,
    string Command,
    string Text,
    DateTimeOffset ReceivedAt,
    string Reply,
    string? Enterprise = null);
