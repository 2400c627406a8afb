using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Reads a template definition. Unknown fields are kept and ignored, as Backstage does.</summary>
public static class TemplateParser
{
    public const string ApiVersion = "scaffolder.backstage.io/v1beta3";

    public const string TimeSavedAnnotation = "backstage.io/time-saved";

    /// <summary>All problems at once, each with its place in the file.</summary>
    /// <param name="mode">Lenient doesn't judge the template's name, which Backstage's runner never asks for.</param>
    public static Result<TemplateDefinition> Parse(SourceDocument document, RenderMode mode = RenderMode.Strict)
    {
        var fields = new TemplateFields(document);
        if (document.Root is not JsonObject entity)
        {
            fields.Report(string.Empty, "a template definition, which is an object");
            return Result<TemplateDefinition>.Failed(fields.Problems);
        }

        fields.Expect(entity, "apiVersion", ApiVersion);
        fields.Expect(entity, "kind", "Template");
        var metadata = fields.Object(entity, string.Empty, "metadata", required: true) ?? [];
        var spec = fields.Object(entity, string.Empty, "spec", required: true) ?? [];
        var name = mode == RenderMode.Strict ? fields.EntityName(metadata) : TemplateFields.ValidName(metadata) ?? "unnamed";
        var space = fields.Text(metadata, "metadata", "namespace") ?? EntityRef.DefaultNamespace;
        fields.Text(spec, "spec", "type", required: true);
        var pages = ParameterPages.Read(spec["parameters"], fields);
        var steps = TemplateSteps.Read(spec["steps"], fields);
        fields.Check(TemplateSchema.Spec, spec, "spec");
        return fields.Problems.Count > 0
            ? Result<TemplateDefinition>.Failed(fields.Problems)
            : new TemplateDefinition
            {
                Ref = EntityRef.Create("Template", space, name!),
                Entity = entity,
                Document = document,
                Parameters = pages,
                Steps = steps,
                Output = spec["output"] as JsonObject,
                Title = fields.Text(metadata, "metadata", "title"),
                Description = fields.Text(metadata, "metadata", "description"),
                Owners = OwnersOf(spec),
                Lifecycle = TemplateFields.TextOrNull(spec["lifecycle"]),
                TimeSaved = TimeSavedOf(metadata),
                Secrets = (spec["secrets"] as JsonObject)?["schema"] as JsonObject,
                Presentation = spec["presentation"] as JsonObject,
                Mode = TemplateFields.TextOrNull(spec["compat"]) == "lenient" ? RenderMode.Lenient : RenderMode.Strict,
                Parallel = spec["parallel"] is JsonValue parallel && parallel.TryGetValue(out bool beside) && beside,
                Limits = spec["limits"] is JsonObject limits ? new(TemplateFields.NumberOrNull(limits["concurrent"])) : null,
                Optional = TemplateNames.Optional(pages, steps),
            };
    }

    private static IReadOnlyList<string> OwnersOf(JsonObject spec) =>
        [.. new[] { spec["owner"] }.Concat(spec["owners"] as JsonArray ?? [])
            .Select(TemplateFields.TextOrNull).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// ISO 8601, for example <c>PT4H</c> or <c>P1D</c>. What isn't one says nothing; it doesn't stop a template.
    /// </summary>
    private static TimeSpan? TimeSavedOf(JsonObject metadata) =>
        IsoDuration.ParseOrNull(TemplateFields.TextOrNull((metadata["annotations"] as JsonObject)?[TimeSavedAnnotation]));
}
