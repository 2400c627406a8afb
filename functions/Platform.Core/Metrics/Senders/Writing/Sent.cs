using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.Writing;

/// <summary>
/// Looks into payloads that others define: what is missing, or of another type than expected, is null and never an exception.
/// </summary>
internal static partial class Sent
{
    /// <summary>What our events take as the longest text.</summary>
    private const int LongestText = 500;

    /// <summary>Beyond it DateTimeOffset ends.</summary>
    private const double LastMillisecond = 253_402_300_799_000;

    /// <param name="path">Names of nested objects, with dots between.</param>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <returns>A text that is not empty, or a number as text; too long a one is cut.</returns>
    public static string? Text(this JsonNode? node, string path) => TextOf(node.At(path));

    public static string? TextOf(JsonNode? found) => found?.GetValueKind() switch
    {
        JsonValueKind.String => found.GetValue<string>().Trim() is { Length: > 0 } text ? Short(text) : null,
        JsonValueKind.Number => found.ToJsonString(),
        _ => null,
    };

    public static JsonObject? Object(this JsonNode? node, string path) => node.At(path) as JsonObject;

    /// <returns>The objects of a list; what is no object is left out.</returns>
    public static IReadOnlyList<JsonObject> Objects(this JsonNode? node, string path) =>
        [.. (node.At(path) as JsonArray ?? []).OfType<JsonObject>()];

    public static IReadOnlyList<string> Texts(this JsonNode? node, string path) =>
        [.. (node.At(path) as JsonArray ?? []).Select(TextOf).OfType<string>()];

    public static int? Whole(this JsonNode? node, string path) =>
        int.TryParse(node.Text(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>Null also for what only fills the field: Go's and .NET's first instant.</returns>
    public static DateTimeOffset? Instant(this JsonNode? node, string path)
    {
        var text = node.Text(path);
        var at = Instants.TryParse(text, out var written) ? written : SinceEpoch(text);
        return at is { Year: > 1970 } ? at.Value.ToUniversalTime() : null;
    }

    public static string? Sha(this JsonNode? node, string path) =>
        node.Text(path)?.ToLowerInvariant() is { } text && Commit().IsMatch(text) ? text : null;

    public static string Short(string text) => text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";

    // Seconds, milliseconds, microseconds or nanoseconds: each is a thousand times the one before, so a date tells which.
    private static DateTimeOffset? SinceEpoch(string? text)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0)
        {
            return null;
        }

        var milliseconds = number switch { < 1e11 => number * 1e3, < 1e14 => number, < 1e17 => number / 1e3, _ => number / 1e6 };
        return milliseconds < LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(milliseconds)) : null;
    }

    [GeneratedRegex(@"\A[0-9a-f]{7,64}\z")]
    private static partial Regex Commit();
}
