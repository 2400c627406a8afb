using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Core.Primitives;

/// <summary>Writes JSON's values as block-style YAML, in the style of npm <c>yaml</c>.</summary>
public static partial class YamlWriter
{
    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Node(value, string.Empty, used: null, text);
        return text.Append('\n').ToString();
    }

    /// <param name="used">Characters before a scalar on its line that count for folding.</param>
    private static void Node(JsonNode? value, string indent, int? used, StringBuilder text)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                Separated(members, indent, text, member =>
                {
                    var key = Key(member.Key);
                    text.Append(key).Append(':');
                    Below(member.Value, indent, key.Length + 2, text);
                });
                break;
            case JsonArray { Count: > 0 } items:
                Separated(items, indent, text, item =>
                {
                    text.Append("- ");
                    Node(item, indent + "  ", used: null, text);
                });
                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray:
                text.Append("[]");
                break;
            default:
                text.Append(Scalar(value, indent, used));
                break;
        }
    }

    /// <summary>What stands behind a key: collections on lines of their own, anything else on the key's line.</summary>
    private static void Below(JsonNode? value, string indent, int used, StringBuilder text)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            text.Append('\n').Append(indent).Append("  ");
        }
        else
        {
            text.Append(' ');
        }

        Node(value, indent + "  ", used, text);
    }

    private static void Separated<T>(IEnumerable<T> parts, string indent, StringBuilder text, Action<T> write)
    {
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
            {
                text.Append('\n').Append(indent);
            }

            first = false;
            write(part);
        }
    }

    // At the start of a line, three dashes would begin another document.
    private static string Key(string key) =>
        IsPlain(key) && !key.Contains('\n', StringComparison.Ordinal) && !key.StartsWith("---", StringComparison.Ordinal)
            ? key
            : Quoted(key);

    private static string Scalar(JsonNode? value, string indent, int? used) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.String when value.GetValue<string>() is var text => text.Contains('\n', StringComparison.Ordinal)
            ? Literal(text, indent)
            : IsPlain(text) ? YamlFolding.Fold(text, indent, used, escaped: false)
            : Quoted(text) is var quoted && quoted[0] == '"' ? YamlFolding.Fold(quoted, indent, used, escaped: true)
            : YamlFolding.Fold(quoted, indent, used, escaped: false),
        _ => value.ToJsonString(),
    };

    private static bool IsPlain(string text) =>
        text.Length > 0 && !NotPlain().IsMatch(text) && !OtherType().IsMatch(text) && !text.Any(IsOdd);

    private static bool IsOdd(char c) => IsEscaped(c) && c != '\t';

    /// <summary>Older readers end a line at Unicode's separators, and lose a byte order mark.</summary>
    private static bool IsEscaped(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff';

    private static string Literal(string text, string indent)
    {
        if (text.Any(c => IsOdd(c) && c != '\n') || text.Trim('\n', ' ').Length == 0)
        {
            return Quoted(text);
        }

        var below = indent.Length == 0 ? "  " : indent;
        var end = text.Length - text.TrimEnd('\n').Length;
        var head = new StringBuilder("|");
        // Without a number, the first line's own blanks would pass for the indentation.
        if (text.TrimStart('\n').StartsWith(' ') || text.StartsWith('\n'))
        {
            head.Append('2');
        }

        head.Append(end switch { 0 => "-", 1 => string.Empty, _ => "+" });
        foreach (var line in (end == 0 ? text : text[..^1]).Split('\n'))
        {
            head.Append('\n').Append(line.Length == 0 ? string.Empty : below).Append(line);
        }

        return head.ToString();
    }

    private static string Quoted(string text)
    {
        if (text.Contains('"', StringComparison.Ordinal)
            && !text.Contains('\'', StringComparison.Ordinal)
            && !text.Any(IsEscaped))
        {
            return $"'{text}'";
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsEscaped(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex("""^[\n\t ,\[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n :]$""")]
    private static partial Regex NotPlain();

    // What a reader would take for null, a boolean or a number.
    [GeneratedRegex(
        @"^(?:~|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
        + @"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$")]
    private static partial Regex OtherType();
}
