using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>
/// Checks <c>spec</c> against the shape of its kind. Placeholders (<c>$text</c> and its like) stand for a value that is filled
/// in later and satisfy every check.
/// </summary>
internal static class KindRules
{
    public const string UnknownKind = "entity-kind-unknown";

    private const string Spec = "spec";

    public static void Check(FieldChecks checks, JsonObject root, string apiVersion, string kind)
    {
        var shape = KindShape.All.FirstOrDefault(shape => shape.Kind == kind && shape.ApiVersions.Contains(apiVersion));
        if (shape is null)
        {
            var known = string.Join(", ", KindShape.All.Select(candidate => candidate.Kind));
            checks.Add(UnknownKind, "kind", JsonValue.Create($"{apiVersion} {kind}"), $"one of {known}, with its own apiVersion");
            checks.Object(root, string.Empty, Spec);
            return;
        }

        if (checks.Object(root, string.Empty, Spec, required: true) is { } spec)
        {
            foreach (var field in shape.Fields)
            {
                CheckField(checks, spec, field);
            }
        }
    }

    private static void CheckField(FieldChecks checks, JsonObject spec, SpecField field)
    {
        var (parent, path, name) = (spec, Spec, field.Name);
        if (name.Split('.') is [var outer, var inner])
        {
            if (spec[outer] is not JsonObject child)
            {
                return;
            }

            (parent, path, name) = (child, FieldPath.Key(Spec, outer), inner);
        }

        if (IsPlaceholder(parent[name]))
        {
            return;
        }

        var required = field.Required && (field.UnlessType is null || !IsType(spec, field.UnlessType));
        switch (field.Type)
        {
            case SpecFieldType.Text:
                checks.Text(parent, path, name, required);
                break;
            case SpecFieldType.Object:
                checks.Object(parent, path, name, required);
                break;
            case SpecFieldType.TextList:
                CheckTextList(checks, parent, path, name, required);
                break;
            case SpecFieldType.Steps:
                TemplateRules.CheckSteps(checks, parent, path, name);
                break;
            case SpecFieldType.Output:
                TemplateRules.CheckOutput(checks, parent, path, name);
                break;
        }
    }

    private static void CheckTextList(FieldChecks checks, JsonObject parent, string path, string name, bool required)
    {
        var items = checks.List(parent, path, name, required, "a list of strings") ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (!IsPlaceholder(items[i]))
            {
                checks.Text(items[i], FieldPath.Item(FieldPath.Key(path, name), i), null, "a string that is not empty");
            }
        }
    }

    private static bool IsType(JsonObject spec, string type) =>
        spec["type"] is JsonValue value && value.TryGetValue<string>(out var text) && text == type;

    internal static bool IsPlaceholder(JsonNode? node) =>
        node is JsonObject { Count: 1 } value && value.Single().Key.StartsWith('$');
}
