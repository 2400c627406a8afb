using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Reads <c>spec.parameters</c>: one page, or an array of them.</summary>
internal static class ParameterPages
{
    public static IReadOnlyList<ParameterPage> Read(JsonNode? parameters, TemplateFields fields)
    {
        const string Field = "spec.parameters";
        if (fields.IsPlaceholder(parameters, Field))
        {
            return [];
        }

        switch (parameters)
        {
            case null:
                return [];
            case JsonObject schema:
                return [Page(0, Field, schema, fields)];
            case JsonArray pages:
                var read = new List<ParameterPage>();
                for (var i = 0; i < pages.Count; i++)
                {
                    if (fields.IsPlaceholder(pages[i], FieldPath.Item(Field, i)))
                    {
                        continue;
                    }

                    if (pages[i] is JsonObject page)
                    {
                        read.Add(Page(i, FieldPath.Item(Field, i), page, fields));
                    }
                    else
                    {
                        fields.Report(FieldPath.Item(Field, i), "an object: one page of the form", pages[i]);
                    }
                }

                return read;
            default:
                fields.Report(Field, "an object, or an array of objects", parameters);
                return [];
        }
    }

    private static ParameterPage Page(int index, string field, JsonObject schema, TemplateFields fields)
    {
        fields.Check(TemplateSchema.Permissions, schema, field);
        return new(index, field, TemplateFields.TextOrNull(schema["title"]), schema)
        {
            FeatureFlag = TemplateFields.TextOrNull(schema["backstage:featureFlag"]),
            PermissionTags = TemplateFields.PermissionTags(schema),
        };
    }
}
