using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Reads typed fields of a document and collects what is wrong with them, each with its place.</summary>
internal sealed partial class TemplateFields(SourceDocument document)
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public void Expect(JsonObject parent, string key, string value)
    {
        if (Text(parent, string.Empty, key, required: true) is { } text && text != value)
        {
            Report(key, $"'{value}'", parent[key]);
        }
    }

    public string? EntityName(JsonObject metadata)
    {
        var name = Text(metadata, "metadata", "name", required: true);
        if (name is not null && !NamePattern().IsMatch(name))
        {
            Report(
                "metadata.name",
                "1 to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends",
                metadata["name"]);
        }

        return name;
    }

    public static string? ValidName(JsonObject metadata) =>
        TextOrNull(metadata["name"]) is { } name && NamePattern().IsMatch(name) ? name : null;

    public string? Text(JsonObject parent, string path, string key, bool required = false)
    {
        var value = parent[key];
        if (value is JsonValue text && text.TryGetValue(out string? found) && (found.Length > 0 || !required))
        {
            return found;
        }

        if (required || parent.ContainsKey(key))
        {
            Report(FieldPath.Key(path, key), parent.ContainsKey(key) ? "a text" : "a text; it is missing", value);
        }

        return null;
    }

    public JsonObject? Object(JsonObject parent, string path, string key, bool required)
    {
        if (parent[key] is JsonObject found)
        {
            return found;
        }

        if (required || parent.ContainsKey(key))
        {
            Report(FieldPath.Key(path, key), parent.ContainsKey(key) ? "an object" : "an object; it is missing", parent[key]);
        }

        return null;
    }

    /// <summary>The optional parts of an object against a schema; each problem names its rule by what was expected.</summary>
    public void Check(JsonSchema schema, JsonObject node, string path) => _problems.AddRange(schema.Validate(node, path)
        .Select(problem => problem with { Code = "template-invalid", Place = document.PlaceOf(problem.Field ?? path) }));

    /// <summary>The tags of <c>backstage:permissions</c>.</summary>
    public static IReadOnlyList<string> PermissionTags(JsonObject node) =>
        (node["backstage:permissions"] as JsonObject)?["tags"] is JsonArray tags
            ? [.. tags.Where(tag => tag?.GetValueKind() == JsonValueKind.String).Select(tag => tag!.GetValue<string>())]
            : [];

    /// <summary>A text that may be missing, or of another type where nobody minds.</summary>
    public static string? TextOrNull(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A whole number, however the document's reader keeps numbers.</summary>
    public static int? NumberOrNull(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
        && int.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A node of one of some kinds, or null when it isn't there.</summary>
    public JsonNode? OneOf(JsonObject parent, string path, string key, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        var value = parent[key];
        if (parent.ContainsKey(key) && !kinds.Contains(value?.GetValueKind() ?? JsonValueKind.Null))
        {
            Report(FieldPath.Key(path, key), expected, value);
        }

        return value;
    }

    /// <summary>
    /// Whether a node stands for another file (<c>$yaml: ./steps.yaml</c>), which registration puts in its place.
    /// </summary>
    public bool IsPlaceholder(JsonNode? node, string field)
    {
        if (node is not JsonObject { Count: 1 } members || members.First() is not { Key: ['$', ..] } placeholder)
        {
            return false;
        }

        _problems.Add(new Problem(
            "template-placeholder",
            $"'{field}' is a placeholder; it has to be replaced by what it points to before the template can run.",
            field,
            placeholder.Value is JsonValue ? placeholder.Value.DeepClone() : null,
            "a template whose placeholders are resolved",
            document.PlaceOf(field)));
        return true;
    }

    /// <summary>What is wrong beyond the shape.</summary>
    public void Add(string code, string field, string message, string value, string expected) =>
        _problems.Add(new(code, message, field, value, expected, document.PlaceOf(field)));

    public void Report(string field, string expected, JsonNode? value = null) => _problems.Add(new Problem(
        "template-invalid",
        field.Length == 0 ? $"The document is not as expected: {expected}." : $"'{field}' is not as expected: {expected}.",
        field,
        value is JsonValue ? value.DeepClone() : null,
        expected,
        document.PlaceOf(field)));

    [GeneratedRegex(@"\A(?=.{1,63}\z)([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex NamePattern();
}
