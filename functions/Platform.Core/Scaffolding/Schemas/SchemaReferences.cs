using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>Finds what a <c>$ref</c> points to: by JSON pointer or <c>$id</c>, within one schema. Nothing is fetched.</summary>
internal sealed class SchemaReferences
{
    private const int MaxDepth = 64;
    private static readonly Uri DefaultBase = new("schema://root/");

    internal static readonly string[] ByName = ["properties", "patternProperties", "definitions", "dependencies"];

    internal static readonly string[] Nested =
    [
        "additionalProperties", "items", "additionalItems", "contains", "propertyNames", "if", "then", "else", "not", "allOf",
        "anyOf", "oneOf",
    ];

    private readonly Dictionary<string, (JsonNode Schema, Uri Base)> _byId = new(StringComparer.Ordinal);
    private readonly JsonNode _root;

    public SchemaReferences(JsonNode root)
    {
        _root = root;
        RootUri = DefaultBase;
        Index(root, DefaultBase, depth: 0);
        RootUri = BaseOf(root, DefaultBase);
        _byId.TryAdd(RootUri.AbsoluteUri.TrimEnd('#'), (root, RootUri));
    }

    public Uri RootUri { get; }

    /// <summary>The base for references inside a schema, which its <c>$id</c> may move.</summary>
    public static Uri BaseOf(JsonNode schema, Uri around) =>
        schema is JsonObject keywords
            && !keywords.ContainsKey("$ref")
            && keywords["$id"] is JsonValue value
            && value.TryGetValue(out string? id)
        && !id.StartsWith('#') && Uri.TryCreate(around, id, out var moved)
            ? moved
            : around;

    public (JsonNode Schema, Uri Base)? Find(string reference, Uri around)
    {
        if (!Uri.TryCreate(around, reference, out var target))
        {
            return null;
        }

        var uri = target.AbsoluteUri;
        if (_byId.TryGetValue(uri.TrimEnd('#'), out var exact))
        {
            return exact;
        }

        var cut = uri.IndexOf('#', StringComparison.Ordinal);
        var document = cut < 0 ? uri : uri[..cut];
        var pointer = Uri.UnescapeDataString(target.Fragment.TrimStart('#'));
        return _byId.TryGetValue(document, out var found) ? Pointer(found.Schema, found.Base, pointer)
            : document == DefaultBase.AbsoluteUri ? Pointer(_root, RootUri, pointer)
            : null;
    }

    private static (JsonNode Schema, Uri Base)? Pointer(JsonNode schema, Uri around, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            return null;
        }

        JsonNode? node = schema;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject members => members[key],
                JsonArray items when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                    && at < items.Count => items[at],
                _ => null,
            };
            around = node is null ? around : BaseOf(node, around);
        }

        return node is null ? null : (node, around);
    }

    private void Index(JsonNode? schema, Uri around, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        if (schema is JsonArray alternatives)
        {
            foreach (var alternative in alternatives)
            {
                Index(alternative, around, depth + 1);
            }
        }

        if (schema is not JsonObject keywords || keywords.ContainsKey("$ref"))
        {
            return;
        }

        if (keywords["$id"] is JsonValue value && value.TryGetValue(out string? id) && Uri.TryCreate(around, id, out var own))
        {
            around = id.StartsWith('#') ? around : own;
            _byId.TryAdd(own.AbsoluteUri.TrimEnd('#'), (schema, around));
        }

        foreach (var keyword in Nested)
        {
            Index(keywords[keyword], around, depth + 1);
        }

        foreach (var (_, named) in ByName.SelectMany(keyword => keywords[keyword] as JsonObject ?? []))
        {
            Index(named, around, depth + 1);
        }
    }
}
