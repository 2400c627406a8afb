using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>Renders the parts of one step. A failure names the part of the step in which it is.</summary>
/// <param name="schema">What the rendered input is checked by; null checks nothing.</param>
internal sealed class StepRendering(
    TaskStep step, JsonObject? schema, InputRenderer renderer, RenderMode mode, CancellationToken cancellationToken)
{
    public bool If(JsonObject context) =>
        step.If is null || In("if", () => renderer.EvaluateIf(step.If, context, mode, cancellationToken));

    public IReadOnlyList<(JsonNode Key, JsonNode? Value)> EachOf(JsonNode each, JsonObject context) =>
        In("each", () => renderer.EvaluateEach(each, context, mode, cancellationToken));

    public (PreparedRun Run, IReadOnlyList<Problem> Problems) Run(int? iteration, JsonObject context)
    {
        var input = In("input", () => renderer.Render(step.Input, context, mode, cancellationToken)) as JsonObject ?? [];
        var field = iteration is { } i
            ? string.Create(CultureInfo.InvariantCulture, $"steps.{step.Id}[{i}].input")
            : $"steps.{step.Id}.input";
        return (new(iteration, input), schema is null ? [] : JsonSchema.Parse(schema).Validate(input, field));
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
