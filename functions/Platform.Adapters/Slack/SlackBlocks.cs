using System.Text.Json.Nodes;
using Platform.Core.ChatOps.Messages;

namespace Platform.Adapters.Slack;

/// <summary>A message as Slack takes it, for who posts it by other ways.</summary>
public static class SlackBlocks
{
    public static JsonObject Of(ChatMessage message) => SlackPayload.Of(message);
}
