using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>Keywords about a single value: its type, its choices, numbers and texts.</summary>
internal static class ValueKeywords
{
    public static void Apply(SchemaPlace at, SchemaValidation validation)
    {
        CheckType(at, validation);
        CheckChoices(at, validation);
        if (at.Value?.GetValueKind() == JsonValueKind.Number)
        {
            CheckNumber(at, JsonEquality.Number(at.Value), validation);
        }
        else if (at.Value?.GetValueKind() == JsonValueKind.String)
        {
            CheckText(at, at.Value.GetValue<string>(), validation);
        }
    }

    private static void CheckType(SchemaPlace at, SchemaValidation validation)
    {
        string[] types = at["type"] switch
        {
            JsonArray several => [.. several.Select(type => type?.ToString() ?? string.Empty)],
            JsonValue one => [one.ToString()],
            _ => [],
        };
        if (types.Length > 0 && !types.Any(type => IsOf(type, at.Value)))
        {
            validation.Report("type", at.Field, at.Value, string.Join(" or ", types));
        }
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", var kind) => kind == JsonValueKind.Null,
        ("boolean", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        ("string", var kind) => kind == JsonValueKind.String,
        ("number", var kind) => kind == JsonValueKind.Number,
        ("integer", JsonValueKind.Number) => JsonEquality.Number(value!) is var number && number == Math.Truncate(number),
        ("array", var kind) => kind == JsonValueKind.Array,
        ("object", var kind) => kind == JsonValueKind.Object,
        _ => false,
    };

    private static void CheckChoices(SchemaPlace at, SchemaValidation validation)
    {
        var value = at.Value;
        if (at.Schema.TryGetPropertyValue("const", out var constant) && !JsonEquality.AreEqual(constant, value))
        {
            validation.Report("const", at.Field, value, constant?.ToJsonString() ?? "null");
        }

        if (at["enum"] is JsonArray choices && !choices.Any(choice => JsonEquality.AreEqual(choice, value)))
        {
            var shown = choices.Take(20).Select(choice => choice?.ToJsonString() ?? "null");
            validation.Report("enum", at.Field, value, $"one of {string.Join(", ", shown)}");
        }
    }

    private static void CheckNumber(SchemaPlace at, double number, SchemaValidation validation)
    {
        void Check(string keyword, string expected, Func<double, bool> holds)
        {
            if (at.Number(keyword) is { } limit && !holds(limit))
            {
                validation.Report(keyword, at.Field, at.Value, $"{expected} {JsNumber.ToText(limit)}");
            }
        }

        Check("minimum", "at least", limit => number >= limit);
        Check("maximum", "at most", limit => number <= limit);
        Check("exclusiveMinimum", "more than", limit => number > limit);
        Check("exclusiveMaximum", "less than", limit => number < limit);
        Check("multipleOf", "a multiple of", factor => IsMultiple(number, factor));
    }

    private static bool IsMultiple(double number, double factor) =>
        decimal.TryParse(
            number.ToString("R", CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var exact)
        && decimal.TryParse(
            factor.ToString("R", CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var exactFactor)
        && exactFactor != 0
            ? exact % exactFactor == 0
            : double.IsInteger(number / factor);

    private static void CheckText(SchemaPlace at, string text, SchemaValidation validation)
    {
        var length = text.Length - text.Count(char.IsLowSurrogate);
        if (at.Number("minLength") is { } least && length < least)
        {
            validation.Report("minLength", at.Field, at.Value, $"at least {JsNumber.ToText(least)} characters");
        }

        if (at.Number("maxLength") is { } most && length > most)
        {
            validation.Report("maxLength", at.Field, at.Value, $"at most {JsNumber.ToText(most)} characters");
        }

        if (at["pattern"] is JsonValue pattern && pattern.TryGetValue(out string? source) && !Matches(validation, source, text))
        {
            validation.Report("pattern", at.Field, at.Value, $"a text that matches {source}");
        }

        if (at["format"] is JsonValue format && format.TryGetValue(out string? name) && !Formats.Fits(name, text))
        {
            validation.Report("format", at.Field, at.Value, $"a text in the format '{name}'");
        }
    }

    /// <summary>False too when the pattern is no regular expression, or takes too long.</summary>
    public static bool Matches(SchemaValidation validation, string pattern, string text)
    {
        try
        {
            return validation.Patterns.Get(pattern)?.IsMatch(text) == true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
