using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Library;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>
/// Everything that a task will ever need to know, fixed when it is created: a template that changes later changes no task.
/// The shape is Backstage's stored task spec, with <see cref="Source"/> and <see cref="KeepOnFailure"/> added.
/// </summary>
/// <param name="ApiVersion">The template's.</param>
/// <param name="Parameters">Validated values, with defaults filled in.</param>
/// <param name="Steps">In order, ids and names filled in.</param>
/// <param name="Output">Rendered when the last step is done; null when the template has none.</param>
/// <param name="User">Who asked.</param>
/// <param name="TemplateInfo">Where the steps came from.</param>
/// <param name="Source">Id of the manifest that holds the template's whole folder as it was.</param>
/// <param name="Optional">Dotted names that may be undefined in the steps' expressions.</param>
/// <param name="KeepOnFailure">What was made stays when a later step fails.</param>
/// <param name="Mode">Lenient where the template asks for Backstage's silence about undefined values.</param>
/// <param name="Folder">The template's folder within <paramref name="Source"/>; empty for all of it.</param>
/// <param name="Parallel">Steps that don't depend on each other run beside each other.</param>
/// <param name="RestartOf">The task that this one was made from, with other values.</param>
public sealed record TaskSpec(
    string ApiVersion,
    JsonObject Parameters,
    IReadOnlyList<TaskStep> Steps,
    JsonObject? Output,
    TaskUser User,
    TaskTemplateInfo TemplateInfo,
    string Source,
    IReadOnlyList<string> Optional,
    bool KeepOnFailure = false,
    RenderMode Mode = RenderMode.Strict,
    string Folder = "",
    bool Parallel = false,
    TaskLimits? Limits = null,
    TaskId? RestartOf = null)
{
    /// <value>Of the secrets that the request gave; their values are nowhere but in <c>ITaskSecrets</c>.</value>
    public IReadOnlyList<string> SecretNames { get; init; } = [];

    /// <value>
    /// What was made is taken back when all steps went well: the task only shows that they do.
    /// </value>
    public bool TakeBack { get; init; }

    /// <value>JSON Pointers of the parameters that the form treats as secrets.</value>
    public IReadOnlyList<string> SecretParameters { get; init; } = [];

    /// <param name="values">Validated, with defaults filled in.</param>
    public static TaskSpec For(
        TemplateDefinition template,
        StoredTemplate stored,
        JsonObject values,
        TaskUser user,
        bool keepOnFailure = false,
        TaskId? restartOf = null) => new(
        TemplateParser.ApiVersion,
        values,
        [.. template.Steps.Select(step => new TaskStep(
            step.Id,
            step.Name,
            step.Action,
            step.Input.DeepClone().AsObject(),
            step.If?.DeepClone(),
            step.Each?.DeepClone(),
            step.Needs.Count > 0 ? step.Needs : null,
            step.Retry))],
        template.Output?.DeepClone().AsObject(),
        user,
        new TaskTemplateInfo(
            template.Ref, stored.Location, new JsonObject { ["metadata"] = template.Entity["metadata"]?.DeepClone() },
            stored.Version),
        stored.Source,
        [.. template.Optional.Paths],
        keepOnFailure,
        template.Mode,
        stored.Folder,
        template.Parallel,
        template.Limits,
        restartOf)
        {
            SecretParameters = Provenance.SecretParameters.PathsIn(template.Parameters, values),
        };
}

/// <param name="Needs">Ids of steps that must be done before; null when the template names none.</param>
/// <param name="Retry">Null leaves the action's own patience.</param>
public sealed record TaskStep(
    string Id,
    string Name,
    string Action,
    JsonObject Input,
    JsonNode? If = null,
    JsonNode? Each = null,
    IReadOnlyList<string>? Needs = null,
    StepRetry? Retry = null);

/// <summary>How patient a step is with errors that may pass; what it leaves out is as usual.</summary>
/// <param name="Attempts">In all; 1 tries once.</param>
/// <param name="Backoff">The first pause; each is twice the one before.</param>
public sealed record StepRetry(int? Attempts = null, TimeSpan? Backoff = null, TimeSpan? MaxInterval = null);

/// <param name="Concurrent">At most so many tasks of the template at once; null as the platform has it.</param>
public sealed record TaskLimits(int? Concurrent = null);

public sealed record TaskUser(string Ref, JsonObject? Entity = null);

/// <param name="Version">The template's as it was; null for one that is in no library.</param>
public sealed record TaskTemplateInfo(EntityRef EntityRef, string BaseUrl, JsonObject Entity, TemplateVersion? Version = null);
