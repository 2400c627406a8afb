using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>Renders the parts of one step. A failure names the part of the step in which it is.</summary>
/// <param name="schema">What the rendered input is checked by; null checks nothing.</param>
/// <param name="secretInputs">The inputs that may hold a secret; null when each may.</param>
internal sealed class StepRendering(
    TaskStep step, JsonObject? schema, IReadOnlyList<string>? secretInputs, TaskSecrets secrets, InputRenderer renderer,
    RenderMode mode, CancellationToken cancellationToken)
{
    public bool If(JsonObject context) =>
        step.If is null || In("if", () => renderer.EvaluateIf(step.If, context, mode, cancellationToken));

    public IReadOnlyList<(JsonNode Key, JsonNode? Value)> EachOf(JsonNode each, JsonObject context) =>
        In("each", () => renderer.EvaluateEach(each, context, mode, cancellationToken));

    public (PreparedRun Run, IReadOnlyList<Problem> Problems) Run(int? iteration, StepContext context)
    {
        var input = In("input", () => renderer.Render(step.Input, context.Open, mode, cancellationToken)) as JsonObject ?? [];
        var field = iteration is { } i
            ? string.Create(CultureInfo.InvariantCulture, $"steps.{step.Id}[{i}].input")
            : $"steps.{step.Id}.input";
        var problems = schema is null ? [] : JsonSchema.Parse(schema).Validate(input, field);
        if (context.Blanked is null)
        {
            return (new(iteration, input), problems);
        }

        var kept = new InputSealing(secrets, renderer, mode, context.Blanked, context.EachHasSecrets, cancellationToken)
            .Seal(step.Input, input);
        problems = [.. secrets.Hiding(kept.Hidden).Redactor.Redact(problems), .. Misplaced(input, kept, field)];
        return (new(iteration, kept.Input), problems);
    }

    private IEnumerable<Problem> Misplaced(JsonObject input, SealedInput kept, string field)
    {
        if (SealedValue.IsIn(input))
        {
            yield return new(
                "input-reserved", $"The name '{SealedValue.Name}' is kept for sealed values; no input may have it.", field,
                Expected: "inputs of other names");
        }

        foreach (var found in kept.Fields.Where(found => secretInputs?.Contains(found.Split('.', '[')[0]) == false))
        {
            yield return new(
                "secret-in-workspace",
                $"The input '{found}' of {step.Action} holds a secret, and would leave it where it can be read.",
                FieldPath.Key(field, found),
                Expected: "a secret to go only to actions that use it and keep nothing, such as publish:github's 'secrets'");
        }
    }

    private static T In<T>(string part, Func<T> render)
    {
        try
        {
            return render();
        }
        catch (TemplatingException failed)
        {
            throw failed.In(failed.Field is { } inner ? FieldPath.Key(part, inner) : part);
        }
    }
}
