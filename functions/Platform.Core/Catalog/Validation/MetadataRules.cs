using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>The rules of <c>metadata</c>; fields that are not named here are free.</summary>
internal static class MetadataRules
{
    private const string Metadata = "metadata";

    public static string? Name(FieldChecks checks, JsonObject metadata) => checks.Text(
        metadata, Metadata, "name", required: true, FieldFormats.IsName, FieldFormats.NameRequirements);

    public static string? Namespace(FieldChecks checks, JsonObject metadata) => checks.Text(
        metadata, Metadata, "namespace", required: false, FieldFormats.IsNamespace, FieldFormats.NamespaceRequirements);

    public static void Check(FieldChecks checks, JsonObject metadata)
    {
        checks.Text(metadata, Metadata, "uid");
        checks.Text(metadata, Metadata, "etag");
        checks.Text(metadata, Metadata, "title");
        checks.Text(metadata, Metadata, "description", required: false, _ => true, "a string");
        CheckMap(checks, metadata, "labels", FieldFormats.IsLabelValue, FieldFormats.LabelValueRequirements);
        CheckMap(checks, metadata, "annotations", _ => true, "a string (quote it)");
        CheckTags(checks, metadata);
        CheckLinks(checks, metadata);
    }

    private static void CheckMap(FieldChecks checks, JsonObject metadata, string name, Func<string, bool> format, string expected)
    {
        var path = FieldPath.Key(Metadata, name);
        foreach (var (key, value) in checks.Object(metadata, Metadata, name) ?? [])
        {
            var field = FieldPath.Key(path, key);
            if (!FieldFormats.IsKey(key))
            {
                checks.Add(
                    FieldChecks.WrongFormat, field, JsonValue.Create(key),
                    $"a key that is {FieldFormats.KeyRequirements}");
            }

            checks.Text(value, field, format, expected);
        }
    }

    private static void CheckTags(FieldChecks checks, JsonObject metadata)
    {
        var path = FieldPath.Key(Metadata, "tags");
        var tags = checks.List(metadata, Metadata, "tags", expected: "a list of strings") ?? [];
        for (var i = 0; i < tags.Count; i++)
        {
            checks.Text(tags[i], FieldPath.Item(path, i), FieldFormats.IsTag, FieldFormats.TagRequirements);
        }
    }

    private static void CheckLinks(FieldChecks checks, JsonObject metadata)
    {
        var path = FieldPath.Key(Metadata, "links");
        var links = checks.List(metadata, Metadata, "links", expected: "a list of links") ?? [];
        for (var i = 0; i < links.Count; i++)
        {
            var field = FieldPath.Item(path, i);
            if (links[i] is not JsonObject link)
            {
                checks.Mismatch(field, links[i], "an object with a url");
                continue;
            }

            checks.Text(link, field, "url", required: true, WebUrl.IsAbsolute, "an absolute URL");
            checks.Text(link, field, "title", required: false, FieldFormats.IsNotBlank, FieldFormats.NotBlankRequirements);
            checks.Text(link, field, "icon", required: false, FieldFormats.IsNotBlank, FieldFormats.NotBlankRequirements);
            checks.Text(link, field, "type");
        }
    }
}
