using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Primitives;

/// <summary>Opens a message's body: one JSON object, without repeated names, of bounded depth.</summary>
public static class MessageJson
{
    public const string NotJson = "message-not-json";

    private const int LongestReason = 300;

    /// <summary>The parser repeats what it could not read, however long that is.</summary>
    public static Problem Broken(JsonException wrong, string expected)
    {
        var reason = wrong.Message.Length > LongestReason ? wrong.Message[..LongestReason] + "…" : wrong.Message;
        return new(NotJson, $"The message is not JSON: {reason}", Expected: expected);
    }

    /// <param name="expected">What the object should have been, for the problem: "a CloudEvent".</param>
    public static Result<JsonObject> Open(ReadOnlySpan<byte> utf8, int maxDepth, string expected)
    {
        JsonNode? message;
        try
        {
            message = JsonNode.Parse(utf8, documentOptions: new() { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException wrong)
        {
            return Broken(wrong, expected);
        }

        return message is JsonObject opened
            ? opened
            : new Problem(NotJson, "The message is not an object.", Expected: expected);
    }
}
