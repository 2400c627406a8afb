using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Local.Forge.GraphQl;

/// <summary>A field that a query asks for.</summary>
internal sealed record GraphField(
    string Name, IReadOnlyDictionary<string, JsonNode?> Arguments, IReadOnlyList<GraphField> Fields);

/// <summary>
/// Reads queries: one operation, fields with arguments, variables. Fragments, directives, aliases and lists are not needed by
/// anybody here; who uses them is told so.
/// </summary>
internal sealed partial class GraphQuery
{
    private readonly Queue<string> _tokens;
    private readonly JsonObject _variables;

    private GraphQuery(string text, JsonObject variables)
    {
        var tokens = Token().Matches(text);
        if (tokens.Sum(token => token.Length) != Blank().Replace(text, string.Empty).Length)
        {
            throw new FormatException("Parse error: an unexpected character");
        }

        (_tokens, _variables) = (new(tokens.Select(token => token.Value)), variables);
    }

    /// <exception cref="FormatException">It is no query, or one that the forge does not understand.</exception>
    public static IReadOnlyList<GraphField> Parse(string text, JsonObject variables)
    {
        var query = new GraphQuery(text, variables);
        if (query.Peek == "query")
        {
            query._tokens.Dequeue();
            while (query.Peek is not "{" and not "")
            {
                query._tokens.Dequeue();
            }
        }

        var fields = query.Fields();
        return query.Peek.Length == 0 ? fields : throw Unexpected(query.Peek);
    }

    private string Peek => _tokens.TryPeek(out var next) ? next : string.Empty;

    private List<GraphField> Fields()
    {
        Take("{");
        var fields = new List<GraphField>();
        while (Peek != "}")
        {
            var name = Take();
            fields.Add(new(name, Peek == "(" ? Arguments() : new Dictionary<string, JsonNode?>(), Peek == "{" ? Fields() : []));
        }

        Take("}");
        return fields;
    }

    private Dictionary<string, JsonNode?> Arguments()
    {
        Take("(");
        var arguments = new Dictionary<string, JsonNode?>();
        while (Peek != ")")
        {
            var name = Take();
            Take(":");
            var value = Take();
            arguments[name] = value[0] == '$' ? _variables[value[1..]]?.DeepClone() : JsonNode.Parse(value);
        }

        Take(")");
        return arguments;
    }

    private string Take() => _tokens.TryDequeue(out var next) ? next : throw Unexpected("end of file");

    private void Take(string expected)
    {
        if (Take() is var found && found != expected)
        {
            throw Unexpected(found);
        }
    }

    private static FormatException Unexpected(string token) => new($"Parse error on \"{token}\"");

    [GeneratedRegex("""[{}():!]|\$?[A-Za-z_][A-Za-z0-9_]*|-?\d+|"[^"\\]*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    [GeneratedRegex(@"[\s,]")]
    private static partial Regex Blank();
}
