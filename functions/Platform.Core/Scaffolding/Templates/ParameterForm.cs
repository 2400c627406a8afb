using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>A template's form as Backstage's own form reads it; hints for fields are handed on as they are written.</summary>
public static class ParameterForm
{
    public static JsonObject Of(TemplateDefinition template)
    {
        var form = new JsonObject { ["title"] = template.Title ?? template.Ref.Name };
        AddIfThere(form, "description", template.Description);
        AddIfThere(form, "ui:options", (template.Entity["metadata"] as JsonObject)?["ui:options"]?.DeepClone());
        AddIfThere(form, "presentation", template.Presentation?.DeepClone());
        form["steps"] = new JsonArray([.. template.Parameters.Select(page => PageOf(page))]);
        AddIfThere(form, Decorators, (template.Entity["spec"] as JsonObject)?[Decorators]?.DeepClone());
        return form;
    }

    private const string Decorators = "EXPERIMENTAL_formDecorators";

    private static JsonObject PageOf(ParameterPage page)
    {
        var form = new JsonObject { ["title"] = page.Title ?? "Please enter the following information" };
        AddIfThere(form, "description", page.Schema["description"]?.DeepClone());
        form["schema"] = page.Schema.DeepClone();
        return form;
    }

    private static void AddIfThere(JsonObject form, string name, JsonNode? value)
    {
        if (value is not null)
        {
            form[name] = value;
        }
    }
}
