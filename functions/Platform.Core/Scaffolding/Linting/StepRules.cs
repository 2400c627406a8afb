using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>Steps against the actions that there are.</summary>
internal static class StepRules
{
    private static readonly string[] Combining = ["schema-any-of", "schema-one-of", "schema-not", "schema-if"];

    public static void Check(LintContext context)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < context.Template.Steps.Count; i++)
        {
            var (step, field) = (context.Template.Steps[i], FieldPath.Item("spec.steps", i));
            if (!ids.Add(step.Id))
            {
                context.Report(
                    LintSeverity.Error, LintCodes.StepDuplicate, FieldPath.Key(field, "id"),
                    $"Two steps have the id '{step.Id}'; the second one hides the first one's outputs.",
                    "an id of its own", step.Id);
            }

            if (context.Actions.TryGet(step.Action, out var action))
            {
                CheckInput(context, action, step, FieldPath.Key(field, "input"));
            }
            else
            {
                var at = FieldPath.Key(field, "action");
                context.Add(
                    LintSeverity.Error,
                    context.Actions.WhyMissing(step.Action, at, context.Template.Document.PlaceOf(at))!);
            }
        }
    }

    private static void CheckInput(LintContext context, IScaffoldAction action, TemplateStep step, string field)
    {
        var known = action.InputSchema["properties"] as JsonObject ?? [];
        foreach (var name in step.Input.Select(member => member.Key).Where(name => !known.ContainsKey(name)))
        {
            var refused = action.UnsupportedInputs.Contains(name);
            context.Report(
                refused ? LintSeverity.Error : LintSeverity.Warning,
                refused ? LintCodes.InputUnsupported : LintCodes.InputUnknown,
                FieldPath.Key(field, name),
                refused
                    ? $"{action.Id} can't honour '{name}' here and refuses it."
                    : $"{action.Id} has no input '{name}' here; it is ignored.",
                $"one of {string.Join(", ", known.Select(member => member.Key))}");
        }

        foreach (var problem in JsonSchema.Parse(action.InputSchema).Validate(step.Input, field)
            .Where(problem => IsCertain(problem, step, field)))
        {
            context.Add(LintSeverity.Error, problem with
            {
                Code = LintCodes.InputInvalid,
                Message = $"{action.Id}: {problem.Message}",
                Place = context.Template.Document.PlaceOf(problem.Field!),
            });
        }
    }

    /// <summary>Whether a problem stays one whatever the expressions in the input come to.</summary>
    private static bool IsCertain(Problem problem, TemplateStep step, string field)
    {
        var inner = problem.Field is { } at && at.Length > field.Length ? at[(field.Length + 1)..] : string.Empty;
        var node = TemplateTexts.Within(step.Input, string.Empty).FirstOrDefault(text => text.Field == inner);
        return (node is null || !LintContext.IsExpression(node.Value))
            && (!Combining.Contains(problem.Code) || !LintContext.HasExpression(step.Input));
    }
}
