using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>A Backstage software template (<c>scaffolder.backstage.io/v1beta3</c>), parsed.</summary>
public sealed record TemplateDefinition
{
    public required EntityRef Ref { get; init; }

    /// <value>The whole entity as it is written, with fields that we don't know.</value>
    public required JsonObject Entity { get; init; }

    public required IReadOnlyList<ParameterPage> Parameters { get; init; }

    public required IReadOnlyList<TemplateStep> Steps { get; init; }

    public JsonObject? Output { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    /// <value>What may be undefined in this template's expressions: its declared parameters, and its steps.</value>
    public required OptionalNames Optional { get; init; }
}

/// <summary>One page of the form.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Field">Where it stands: <c>spec.parameters</c> or <c>spec.parameters[1]</c>.</param>
public sealed record ParameterPage(int Index, string Field, string? Title, JsonObject Schema);

/// <param name="Id">As written, or <c>step-1</c> and so on.</param>
/// <param name="Name">As written, or the action's name.</param>
/// <param name="Input">Unrendered.</param>
/// <param name="If">A boolean or a text; null when the step always runs.</param>
/// <param name="Each">A text, array or object; null when the step runs once.</param>
public sealed record TemplateStep(string Id, string Name, string Action, JsonObject Input, JsonNode? If, JsonNode? Each);
