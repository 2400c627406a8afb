using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Parsing;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>What the definition's expressions read: parameters, outputs of steps before, and what a task knows.</summary>
internal static class ReferenceRules
{
    private static readonly string[] Always =
        ["parameters", "steps", "user", "context", "secrets", "environment", "EXPERIMENTAL_recovery"];

    public static void Check(LintContext context)
    {
        foreach (var text in TemplateTexts.Of(context.Template.Entity))
        {
            var at = StepOf(text.Field);
            var document = context.Template.Document;
            foreach (var (reference, place) in ExpressionRules.Check(
                context, text.Value, TemplateSyntax.Backstage, text.Field,
                (line, column) => document.PlaceWithin(text.Field, text.Value, line, column)))
            {
                CheckReference(context, reference, new(text.Field, place), at);
            }
        }
    }

    private static void CheckReference(LintContext context, TemplateReference reference, Spot spot, int? step)
    {
        switch (reference.Path)
        {
            case ["parameters", ..]:
                CheckParameter(context, reference, spot);
                break;
            case ["steps", var id, .. var rest]:
                CheckStep(context, reference, id, rest, spot, step);
                break;
            case ["each", ..] when step is { } index && context.Template.Steps[index].Each is not null:
                break;
            case [var name, ..] when !Always.Contains(name):
                Report(context, reference, spot, LintCodes.NameUndefined, isVariable: true, UndefinedNames.Message(name, Always));
                break;
        }
    }

    private static void CheckParameter(LintContext context, TemplateReference reference, Spot spot)
    {
        for (var length = 2; length <= reference.Path.Length; length++)
        {
            var path = string.Join('.', reference.Path.Take(length));
            if (!context.Template.Optional.Allow(path))
            {
                var parent = string.Join('.', reference.Path.Take(length - 1)) + ".";
                var known = context.Template.Optional.Paths
                    .Where(name => name.StartsWith(parent, StringComparison.Ordinal))
                    .Select(name => name[parent.Length..]).Where(name => !name.Contains('.', StringComparison.Ordinal));
                Report(
                    context, reference, spot, LintCodes.ParameterUndefined, isVariable: false,
                    UndefinedNames.Message(path, known));
                return;
            }
        }
    }

    private static void CheckStep(
        LintContext context, TemplateReference reference, string id, string[] rest, Spot spot, int? current)
    {
        var steps = context.Template.Steps;
        var index = steps.TakeWhile(step => step.Id != id).Count();
        if (index == steps.Count)
        {
            Report(
                context, reference, spot, LintCodes.StepUndefined, isVariable: false,
                UndefinedNames.Message($"steps.{id}", steps.Select(step => step.Id)));
        }
        else if (index >= current)
        {
            Report(
                context, reference, spot, LintCodes.StepOrder, isVariable: true,
                $"'{reference.Dotted}' is read before the step '{id}' has run.");
        }
        else if (rest is [not "output", ..])
        {
            Report(
                context, reference, spot, LintCodes.StepOutputUndefined, isVariable: false,
                UndefinedNames.Message($"steps.{id}.{rest[0]}", ["output"]));
        }
        else if (rest is ["output", var name, ..] && context.Actions.TryGet(steps[index].Action, out var action)
            && ActionSchemas.OutputsOf(action.OutputSchema) is { } outputs && !outputs.Contains(name))
        {
            Report(
                context, reference, spot, LintCodes.StepOutputUndefined, isVariable: false,
                $"{action.Id} has no output '{name}'; it has {(outputs.Count > 0 ? string.Join(", ", outputs) : "none")}.");
        }
    }

    private static void Report(
        LintContext context, TemplateReference reference, Spot spot, string code, bool isVariable, string message) =>
        context.Add(
            ExpressionRules.SeverityOf(reference, isVariable),
            new(code, message, spot.Field, reference.Dotted, Place: spot.Place));

    private static int? StepOf(string field)
    {
        const string Steps = "spec.steps[";
        return field.StartsWith(Steps, StringComparison.Ordinal)
            && int.TryParse(field[Steps.Length..field.IndexOf(']', StringComparison.Ordinal)], out var index) ? index : null;
    }

    private sealed record Spot(string Field, SourcePlace Place);
}
