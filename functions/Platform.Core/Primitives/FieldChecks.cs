using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Primitives;

/// <summary>Collects what is wrong with the fields of a JSON document; a check never stops at the first finding.</summary>
/// <param name="placeOf">Where a field stands, for documents that came from a file.</param>
/// <param name="standsForAnything">Tells values that are filled in later and satisfy every check.</param>
public sealed class FieldChecks(
    Func<string, SourcePlace?>? placeOf = null, Func<JsonNode?, bool>? standsForAnything = null)
{
    public const string Missing = "field-missing";
    public const string Unknown = "field-unknown";
    public const string WrongType = "field-type";
    public const string WrongFormat = "field-format";

    private const int LongestShownValue = 200;

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public bool IsClean => _problems.Count == 0;

    public void Add(string code, string field, JsonNode? value, string expected)
    {
        var shown = Shown(value);
        var found = shown is null ? string.Empty : $", found {shown.ToJsonString(PlatformJson.Options)}";
        var message = code switch
        {
            Missing => $"'{field}' is missing; expected {expected}.",
            Unknown => $"'{field}' is not a known field; expected {expected}.",
            _ => $"'{field}' is not valid: expected {expected}{found}.",
        };
        _problems.Add(new(code, message, field, shown, expected, placeOf?.Invoke(field)));
    }

    public bool StandsForAnything(JsonNode? value) => standsForAnything?.Invoke(value) == true;

    /// <summary>Reports a value of the wrong type.</summary>
    public void Mismatch(string field, JsonNode? value, string expected)
    {
        if (!StandsForAnything(value))
        {
            Add(WrongType, field, value, expected);
        }
    }

    public JsonObject? Object(JsonObject parent, string path, string name, bool required = false) =>
        Present(parent, path, name, required, "an object") is { } node && !StandsForAnything(node)
            ? node as JsonObject ?? Refuse<JsonObject>(path, name, node, "an object")
            : null;

    public JsonArray? List(JsonObject parent, string path, string name, bool required = false, string expected = "a list") =>
        Present(parent, path, name, required, expected) is { } node
            ? node as JsonArray ?? Refuse<JsonArray>(path, name, node, expected)
            : null;

    /// <param name="format">What the text must satisfy; any text that is not empty when left out.</param>
    public string? Text(
        JsonObject parent,
        string path,
        string name,
        bool required = false,
        Func<string, bool>? format = null,
        string expected = "a string that is not empty")
    {
        if (Present(parent, path, name, required, expected) is not { } node)
        {
            return null;
        }

        var field = FieldPath.Key(path, name);
        return Text(node, field, format, expected);
    }

    public string? Text(JsonNode? node, string field, Func<string, bool>? format, string expected)
    {
        if (node?.GetValueKind() != JsonValueKind.String)
        {
            Mismatch(field, node, expected);
            return null;
        }

        var text = node.GetValue<string>();
        if (format is null ? text.Length > 0 : format(text))
        {
            return text;
        }

        Add(WrongFormat, field, node, expected);
        return null;
    }

    public void NoOthers(JsonObject parent, string path, IReadOnlyCollection<string> known)
    {
        foreach (var (name, value) in parent.Where(property => !known.Contains(property.Key)))
        {
            Add(Unknown, FieldPath.Key(path, name), value, $"one of {string.Join(", ", known)}");
        }
    }

    private JsonNode? Present(JsonObject parent, string path, string name, bool required, string expected)
    {
        if (parent[name] is { } node)
        {
            return node;
        }

        // An explicit null is a field that was written, with a value of the wrong type.
        if (parent.ContainsKey(name))
        {
            Add(WrongType, FieldPath.Key(path, name), null, expected);
        }
        else if (required)
        {
            Add(Missing, FieldPath.Key(path, name), null, expected);
        }

        return null;
    }

    private T? Refuse<T>(string path, string name, JsonNode node, string expected)
        where T : class
    {
        Mismatch(FieldPath.Key(path, name), node, expected);
        return null;
    }

    private static JsonNode? Shown(JsonNode? value) => value switch
    {
        null or JsonObject or JsonArray => null,
        _ when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > LongestShownValue } text =>
            JsonValue.Create(text[..LongestShownValue] + "…"),
        _ => value.DeepClone(),
    };
}
