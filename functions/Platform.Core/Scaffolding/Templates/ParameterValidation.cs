using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Checks a requester's values against every page of a template's form.</summary>
public static class ParameterValidation
{
    /// <summary>Empty when the values are fine. A problem names its page, field and rule.</summary>
    public static IReadOnlyList<Problem> Validate(TemplateDefinition template, JsonObject values) =>
        [.. template.Parameters.SelectMany(page => JsonSchema.Parse(page.Schema)
            .Validate(values)
            .Select(problem => problem with { Message = $"Page {page.Name}: {problem.Message}" }))];

    /// <summary>Checks a request's secrets against the template's schema for them. No problem shows a secret.</summary>
    public static IReadOnlyList<Problem> ValidateSecrets(TemplateDefinition template, JsonObject secrets) =>
        template.Secrets is { } schema
            ? [.. JsonSchema.Parse(schema).Validate(secrets, "secrets").Select(problem => problem with { Value = null })]
            : [];

    /// <summary>A copy of the values with the pages' defaults where a value is missing.</summary>
    public static JsonObject WithDefaults(TemplateDefinition template, JsonObject values)
    {
        var filled = (JsonObject)values.DeepClone();
        foreach (var page in template.Parameters)
        {
            ParameterDefaults.Fill(filled, page.Schema);
        }

        return filled;
    }
}
