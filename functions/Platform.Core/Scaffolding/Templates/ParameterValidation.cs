using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Checks a requester's values against every page of a template's form.</summary>
public static class ParameterValidation
{
    /// <summary>Empty when the values are fine. A problem names its page, field and rule.</summary>
    public static IReadOnlyList<Problem> Validate(TemplateDefinition template, JsonObject values) =>
        throw new NotSupportedException();

    /// <summary>A copy of the values with the pages' defaults where a value is missing.</summary>
    public static JsonObject WithDefaults(TemplateDefinition template, JsonObject values) => throw new NotSupportedException();
}
