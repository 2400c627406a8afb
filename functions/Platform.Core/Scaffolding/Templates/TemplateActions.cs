using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>
/// Whether a template's actions are there: asked when a template is taken in, so that its author learns of it and not the team
/// that runs it. Works on any document, also one that is wrong elsewhere.
/// </summary>
public sealed class TemplateActions(ActionRegistry actions)
{
    /// <param name="document">Of a template.</param>
    /// <returns>A problem with its place for each step whose action, or whose pinned version of it, is not there.</returns>
    public async Task<IReadOnlyList<Problem>> CheckAsync(SourceDocument document, CancellationToken cancellationToken)
    {
        await actions.RefreshAsync(cancellationToken);
        return Check(document);
    }

    /// <summary>The same, by the actions as they were known at the last look.</summary>
    public IReadOnlyList<Problem> Check(SourceDocument document)
    {
        var steps = ((document.Root as JsonObject)?["spec"] as JsonObject)?["steps"] as JsonArray ?? [];
        List<Problem> problems = [];
        for (var i = 0; i < steps.Count; i++)
        {
            var field = FieldPath.Key(FieldPath.Item("spec.steps", i), "action");
            if (TemplateFields.TextOrNull((steps[i] as JsonObject)?["action"]) is { Length: > 0 } action
                && actions.WhyMissing(action, field, document.PlaceOf(field)) is { } missing)
            {
                problems.Add(missing);
            }
        }

        return problems;
    }

    /// <summary>Whether a template is not what it was locked to, rather than written for some other platform.</summary>
    public static bool IsLockBroken(Problem problem) =>
        problem.Code is ActionRegistry.Unknown or ActionRegistry.VersionUnknown
        && ActionName.Parse(TemplateFields.TextOrNull(problem.Value) ?? string.Empty).Version is not null;
}
