using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>Between JSON and template values; writing as <c>JSON.stringify</c> does.</summary>
internal static class JsJson
{
    public static object? FromJson(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonArray array:
                var items = new List<object?>(array.Count);
                foreach (var item in array)
                {
                    items.Add(FromJson(item));
                }

                return new JsArray(items);
            case JsonObject members:
                return new JsRecord(members);
            default:
                var value = (JsonValue)node;
                return value.GetValueKind() switch
                {
                    JsonValueKind.True => JsConvert.True,
                    JsonValueKind.False => JsConvert.False,
                    JsonValueKind.Number => value.TryGetValue(out double number)
                        ? number
                        : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
                    JsonValueKind.String => value.GetValue<string>(),
                    _ => null,
                };
        }
    }

    /// <summary>A detached copy; undefined is null here, and the caller's to remove before.</summary>
    public static JsonNode? ToJson(object? value, RenderBudget budget)
    {
        budget.Step();
        switch (value)
        {
            case bool flag:
                return JsonValue.Create(flag);
            case string or SafeText or JsPattern:
                return JsonValue.Create(JsConvert.ToText(value, budget));
            case double number:
                return Number(number);
            case JsArray array:
                budget.Enter();
                var items = new JsonArray([.. array.Items.Select(item => ToJson(item, budget))]);
                budget.Leave();
                return items;
            case JsRecord record:
                budget.Enter();
                var members = new JsonObject();
                foreach (var key in record.Keys.Where(key => record[key] is not Undefined))
                {
                    members[key] = ToJson(record[key], budget);
                }

                budget.Leave();
                return members;
            case JsCallable callable:
                throw new TemplatingException($"'{callable.Name}' is a function; only its result is a value.");
            default:
                return null;
        }
    }

    /// <summary><c>JSON.stringify(value, null, indent)</c>; null for undefined.</summary>
    public static string? Stringify(object? value, string indent, RenderBudget budget)
    {
        if (value is Undefined)
        {
            return null;
        }

        var text = new StringBuilder();
        Write(text, value, indent, "\n", budget);
        return text.ToString();
    }

    private static JsonValue? Number(double number) =>
        !double.IsFinite(number) ? null
        : number == Math.Truncate(number) && Math.Abs(number) <= 9_007_199_254_740_991 ? JsonValue.Create((long)number)
        : JsonValue.Create(number);

    private static void Write(StringBuilder text, object? value, string indent, string newLine, RenderBudget budget)
    {
        budget.Text(text.Length > budget.Limits.MaxOutput ? text.Length : 1);
        switch (value)
        {
            case string or SafeText:
                Quote(text, JsConvert.ToText(value, budget), budget);
                break;
            case double number:
                text.Append(double.IsFinite(number) ? JsNumber.ToText(number) : "null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case JsArray array:
                WriteAll(
                    text,
                    ('[', ']'),
                    array.Items,
                    (item, line) => Write(text, item, indent, line, budget),
                    indent,
                    newLine,
                    budget);
                break;
            case JsRecord record:
                WriteAll(
                    text,
                    ('{', '}'),
                    [.. record.Keys.Where(key => record[key] is not Undefined)],
                    (key, line) =>
                    {
                        Quote(text, key, budget);
                        text.Append(indent.Length > 0 ? ": " : ":");
                        Write(text, record[key], indent, line, budget);
                    },
                    indent,
                    newLine,
                    budget);
                break;
            case JsPattern:
                text.Append("{}");
                break;
            case JsCallable callable:
                throw new TemplatingException($"'{callable.Name}' is a function; only its result is a value.");
            default:
                text.Append("null");
                break;
        }
    }

    private static void WriteAll<T>(
        StringBuilder text,
        (char Open, char Close) brackets,
        List<T> items,
        Action<T, string> write,
        string indent,
        string newLine,
        RenderBudget budget)
    {
        budget.Enter();
        text.Append(brackets.Open);
        var line = newLine + indent;
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i > 0 ? "," : string.Empty).Append(indent.Length > 0 ? line : string.Empty);
            write(items[i], line);
        }

        text.Append(indent.Length > 0 && items.Count > 0 ? newLine : string.Empty).Append(brackets.Close);
        budget.Leave();
    }

    private static void Quote(StringBuilder text, string value, RenderBudget budget)
    {
        budget.Text((long)text.Length + value.Length);
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var paired = char.IsHighSurrogate(c) ? i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])
                : char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(value[i - 1]);
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ when char.IsSurrogate(c) && !paired => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
