using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>A Backstage software template (<c>scaffolder.backstage.io/v1beta3</c>), parsed.</summary>
public sealed record TemplateDefinition
{
    public required EntityRef Ref { get; init; }

    /// <value>The whole entity as it is written, with fields that we don't know.</value>
    public required JsonObject Entity { get; init; }

    /// <value>The file it was read from, to find the places of its fields.</value>
    public required SourceDocument Document { get; init; }

    public required IReadOnlyList<ParameterPage> Parameters { get; init; }

    public required IReadOnlyList<TemplateStep> Steps { get; init; }

    public JsonObject? Output { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <value>References to groups or users, from <c>spec.owner</c> and <c>spec.owners</c>.</value>
    public IReadOnlyList<string> Owners { get; init; } = [];

    public string? Lifecycle { get; init; }

    /// <value>
    /// What a template's run spares people, from the annotation <c>backstage.io/time-saved</c>; null when it is no duration.
    /// </value>
    public TimeSpan? TimeSaved { get; init; }

    /// <value>The schema of the secrets that a request has to bring; null when none are asked for.</value>
    public JsonObject? Secrets { get; init; }

    /// <value>Labels of the form's buttons, as they are written.</value>
    public JsonObject? Presentation { get; init; }

    /// <value>
    /// Lenient where <c>spec.compat</c> asks for Backstage's silence about undefined values and failing expressions.
    /// </value>
    public RenderMode Mode { get; init; }

    /// <value>From <c>spec.parallel</c>: steps that don't depend on each other run beside each other.</value>
    public bool Parallel { get; init; }

    /// <value>From <c>spec.limits</c>.</value>
    public TaskLimits? Limits { get; init; }

    /// <value>What may be undefined in this template's expressions: its declared parameters, and its steps.</value>
    public required OptionalNames Optional { get; init; }
}

/// <summary>One page of the form.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Field">Where it stands: <c>spec.parameters</c> or <c>spec.parameters[1]</c>.</param>
/// <param name="Schema">As it is written, with the hints for the form (<c>ui:*</c>, <c>backstage:*</c>).</param>
public sealed record ParameterPage(int Index, string Field, string? Title, JsonObject Schema)
{
    /// <value>The form shows the page only to those who have the flag; null when to everybody.</value>
    public string? FeatureFlag { get; init; }

    /// <value>What an authorization rule may ask about the page.</value>
    public IReadOnlyList<string> PermissionTags { get; init; } = [];

    /// <value>For messages: the title in quotes, or the number that people count, from 1.</value>
    public string Name => Title is { Length: > 0 } title ? $"'{title}'" : $"{Index + 1}";
}

/// <param name="Id">As written, or <c>step-1</c> and so on.</param>
/// <param name="Name">As written, or the action's name.</param>
/// <param name="Input">Unrendered.</param>
/// <param name="If">A boolean or a text; null when the step always runs.</param>
/// <param name="Each">A text, array or object; null when the step runs once.</param>
public sealed record TemplateStep(string Id, string Name, string Action, JsonObject Input, JsonNode? If, JsonNode? Each)
{
    /// <value>What an authorization rule may ask about the step.</value>
    public IReadOnlyList<string> PermissionTags { get; init; } = [];

    /// <value>Ids of steps that must be done before this one, beside those that it refers to.</value>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <value>From <c>retry</c>; null leaves the action's own patience.</value>
    public StepRetry? Retry { get; init; }
}
