using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Expressions;

/// <summary>How Actions compares and converts values; null is JSON's null.</summary>
internal static class Value
{
    public static bool IsTrue(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.False => false,
            JsonValueKind.Number => AsNumber(value) is not (0 or double.NaN),
            JsonValueKind.String => value.GetValue<string>().Length > 0,
            _ => true,
        };

    public static string AsText(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null => "",
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => AsNumber(value).ToString("G15", CultureInfo.InvariantCulture),
            JsonValueKind.Array => "Array",
            _ => "Object",
        };

    public static double AsNumber(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.False => 0,
            JsonValueKind.True => 1,
            JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
            JsonValueKind.String => value.GetValue<string>().Trim() is { Length: > 0 } text
                ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN
                : 0,
            _ => double.NaN,
        };

    /// <summary>Strings without regard to case, equal kinds by value, anything else as numbers.</summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        var (kind, other) = (Kind(left), Kind(right));
        return kind != other
            ? AsNumber(left) == AsNumber(right)
            : kind switch
            {
                JsonValueKind.String => string.Equals(AsText(left), AsText(right), StringComparison.OrdinalIgnoreCase),
                JsonValueKind.Array or JsonValueKind.Object => ReferenceEquals(left, right),
                _ => AsNumber(left) == AsNumber(right),
            };
    }

    public static bool Compare(JsonNode? left, JsonNode? right, Func<double, bool> accepts)
    {
        if (Kind(left) == JsonValueKind.String && Kind(right) == JsonValueKind.String)
        {
            return accepts(string.Compare(AsText(left), AsText(right), StringComparison.OrdinalIgnoreCase));
        }

        var (first, second) = (AsNumber(left), AsNumber(right));
        return !double.IsNaN(first) && !double.IsNaN(second) && accepts(first.CompareTo(second));
    }

    /// <summary>A property without regard to case, or an element.</summary>
    public static JsonNode? Member(JsonNode? target, JsonNode? key) =>
        target switch
        {
            JsonObject container => container
                .FirstOrDefault(pair => string.Equals(pair.Key, AsText(key), StringComparison.OrdinalIgnoreCase))
                .Value,
            JsonArray list when AsNumber(key) is >= 0 and var index && index < list.Count => list[(int)index],
            _ => null,
        };

    private static JsonValueKind Kind(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null => JsonValueKind.Null,
            JsonValueKind.False => JsonValueKind.True,
            var kind => kind.Value,
        };
}
