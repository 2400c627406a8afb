using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>How a sealed value stands in the place of the value: <c>{"$sealed": "..."}</c>.</summary>
public static class SealedValue
{
    public const string Name = "$sealed";

    internal const string Purpose = "value";

    private const string Value = "value";
    private const string Hide = "hide";

    public static bool Is(JsonNode? node, [NotNullWhen(true)] out string? text)
    {
        text = node is JsonObject { Count: 1 } members && members[Name] is JsonValue value && value.TryGetValue(out string? found)
            ? found
            : null;
        return text is not null;
    }

    /// <summary>Whether a value, or one within it, has the name that is kept for sealed ones.</summary>
    public static bool IsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.ContainsKey(Name) || members.Any(member => IsIn(member.Value)),
        JsonArray items => items.Any(IsIn),
        _ => false,
    };

    /// <param name="hide">
    /// The value shows a secret otherwise than by its text, so messages must not show the value itself.
    /// </param>
    internal static JsonObject Write(TaskCipher cipher, JsonNode? value, bool hide)
    {
        var kept = new JsonObject { [Value] = value?.DeepClone(), [Hide] = hide };
        return new() { [Name] = cipher.Seal(Purpose, kept.ToJsonString()) };
    }

    internal static (JsonNode? Value, bool Hide) Read(string opened)
    {
        var kept = JsonNode.Parse(opened)!;
        return (kept[Value]?.DeepClone(), kept[Hide]!.GetValue<bool>());
    }
}
