using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>A text of a template definition, with its field.</summary>
internal sealed record TemplateText(string Field, string Value);

/// <summary>The texts of a template definition that are rendered when it runs, and where they stand.</summary>
internal static class TemplateTexts
{
    /// <summary>Of all steps, and of the output.</summary>
    public static IEnumerable<TemplateText> Of(JsonObject entity)
    {
        var spec = entity["spec"] as JsonObject ?? [];
        var steps = spec["steps"] as JsonArray ?? [];
        return steps.SelectMany((step, i) => OfStep(step as JsonObject ?? [], FieldPath.Item("spec.steps", i)))
            .Concat(Within(spec["output"], "spec.output"));
    }

    public static IEnumerable<TemplateText> OfStep(JsonObject step, string field) =>
        new[] { "if", "each", "input" }.SelectMany(part => Within(step[part], FieldPath.Key(field, part)));

    public static IEnumerable<TemplateText> Within(JsonNode? node, string field) => node switch
    {
        JsonObject members => members.SelectMany(member => Within(member.Value, FieldPath.Key(field, member.Key))),
        JsonArray items => items.SelectMany((item, i) => Within(item, FieldPath.Item(field, i))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [new(field, value.GetValue<string>())],
        _ => [],
    };
}
