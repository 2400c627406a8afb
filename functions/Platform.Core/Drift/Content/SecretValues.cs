using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Core.Drift.Content;

/// <summary>Tells values in clear from what only stands for one. Values are looked at here and go nowhere.</summary>
internal static class SecretValues
{
    private static readonly string[] Placeholders =
        ["{{", "${", "$(", "ENC[", "<path:", "<placeholder", "vault:", "ref+", "op://"];

    public static IReadOnlyList<string> PlainKeys(JsonObject secret) => secret["sops"] is JsonObject ? []
        : [.. Keys(secret["data"] as JsonObject, isEncoded: true), .. Keys(secret["stringData"] as JsonObject, isEncoded: false)];

    public static bool IsPlain(string value) =>
        value.Trim().Length > 0 && !Placeholders.Any(one => value.Contains(one, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Keys(JsonObject? values, bool isEncoded) => (values ?? [])
        .Where(one => one.Value is JsonValue value && IsPlain(value.ToString())
            && (!isEncoded || IsPlain(Decoded(value.ToString()))))
        .Select(one => one.Key);

    private static string Decoded(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value.Trim(), bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : value;
    }
}
