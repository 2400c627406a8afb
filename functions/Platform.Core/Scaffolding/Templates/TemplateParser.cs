using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Reads a template definition. Unknown fields are kept and ignored, as Backstage does.</summary>
public static class TemplateParser
{
    public const string ApiVersion = "scaffolder.backstage.io/v1beta3";

    /// <summary>All problems at once, each with its place in the file.</summary>
    public static Result<TemplateDefinition> Parse(SourceDocument document)
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
        var name = fields.EntityName(metadata);
        var space = fields.Text(metadata, "metadata", "namespace") ?? EntityRef.DefaultNamespace;
        fields.Text(spec, "spec", "type", required: true);
        var owner = fields.Text(spec, "spec", "owner");
        var pages = ParameterPages.Read(spec["parameters"], fields);
        var steps = TemplateSteps.Read(spec["steps"], fields);
        var output = fields.Object(spec, "spec", "output", required: false);
        return fields.Problems.Count > 0
            ? Result<TemplateDefinition>.Failed(fields.Problems)
            : new TemplateDefinition
            {
                Ref = EntityRef.Create("Template", space, name!),
                Entity = entity,
                Parameters = pages,
                Steps = steps,
                Output = output,
                Title = fields.Text(metadata, "metadata", "title"),
                Description = fields.Text(metadata, "metadata", "description"),
                Owner = owner,
                Optional = TemplateNames.Optional(pages, steps),
            };
    }
}
