using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Expressions;

/// <summary>Text with <c>${{ }}</c> in it.</summary>
internal static class Interpolation
{
    private const string Open = "${{";
    private const string Close = "}}";

    /// <summary>Parses and drops everything in the text, to find what can't be evaluated before anything runs.</summary>
    public static void Check(string text)
    {
        foreach (var (_, expression) in Parts(text).Where(part => part.Expression is not null))
        {
            Expression.Parse(expression!);
        }
    }

    public static string Text(string text, Scope scope)
    {
        if (!text.Contains(Open, StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder();
        foreach (var (literal, expression) in Parts(text))
        {
            result.Append(expression is null ? literal : Value.AsText(Expression.Parse(expression).Evaluate(scope)));
        }

        return result.ToString();
    }

    /// <summary>A single expression keeps its type; everything else becomes text. Lists and objects go item by item.</summary>
    public static JsonNode? Node(JsonNode? node, Scope scope) =>
        node switch
        {
            JsonObject container => new JsonObject(
                container.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Value, scope)))),
            JsonArray list => new JsonArray([.. list.Select(item => Node(item, scope))]),
            JsonValue value when value.TryGetValue<string>(out var text) => Parts(text) is [(_, { } single)]
                ? Expression.Parse(single).Evaluate(scope)?.DeepClone()
                : Text(text, scope),
            _ => node?.DeepClone(),
        };

    /// <summary>The value of an <c>if</c>, which may stand with or without <c>${{ }}</c> and implies <c>success()</c>.</summary>
    public static bool Condition(string? text, Scope scope)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return scope.Status == JobStatus.Success;
        }

        var expression = ConditionOf(text);
        return (expression.AsksForStatus || scope.Status == JobStatus.Success) && Value.IsTrue(expression.Evaluate(scope));
    }

    public static Expression ConditionOf(string text)
    {
        var parts = Parts(text.Trim());
        return parts switch
        {
            [(_, { } single)] => Expression.Parse(single),
            _ when parts.TrueForAll(part => part.Expression is null) => Expression.Parse(text),
            _ => throw new ExpressionException(
                $"An if that mixes text and expressions is always true and surely not meant: {text}"),
        };
    }

    private static List<(string Literal, string? Expression)> Parts(string text)
    {
        var parts = new List<(string, string?)>();
        var at = 0;
        for (var open = Find(text, Open, 0); open >= 0; open = Find(text, Open, at))
        {
            var close = Find(text, Close, open);
            if (close < 0)
            {
                throw new ExpressionException($"An expression is not closed: {text[open..]}");
            }

            if (open > at)
            {
                parts.Add((text[at..open], null));
            }

            parts.Add(("", text[(open + Open.Length)..close]));
            at = close + Close.Length;
        }

        if (at < text.Length)
        {
            parts.Add((text[at..], null));
        }

        return parts;
    }

    // Braces inside a quoted string don't end an expression.
    private static int Find(string text, string mark, int from)
    {
        var quoted = false;
        for (var at = from; at <= text.Length - mark.Length; at++)
        {
            quoted ^= mark == Close && text[at] == '\'';
            if (!quoted && string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
