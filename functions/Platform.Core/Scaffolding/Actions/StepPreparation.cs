using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>What a step will do: nothing, one run, or one run per iteration, every input rendered and valid.</summary>
/// <param name="HasEach">The outputs of the runs become lists.</param>
/// <param name="First">The first turn of the only run, if it was taken at once.</param>
public sealed record PreparedStep(
    bool HasEach, IReadOnlyList<PreparedRun> Runs, IReadOnlyList<Problem> Problems, ActionTurn? First = null)
{
    public bool IsSkipped => Problems.Count == 0 && Runs.Count == 0;
}

/// <param name="Iteration">Position in the step's <c>each</c>; null without one.</param>
/// <param name="Slot">What it has to wait for a slot in; null when it need not.</param>
public sealed record PreparedRun(int? Iteration, JsonObject Input, SlotLimit? Slot = null);

/// <summary>
/// Renders a step of a task. All iterations are rendered and checked before the first one runs, so a template's mistake in the
/// last one makes nothing. Pure.
/// </summary>
public sealed class StepPreparation(ActionRegistry actions)
{
    private const string Withheld =
        "An expression fails with the secrets that were given; what it says is withheld, because it may show them.";

    /// <summary>For a process that has just started: actions that come and go are not known to it before it looks.</summary>
    public ValueTask RefreshAsync(CancellationToken cancellationToken) => actions.RefreshAsync(cancellationToken);

    public PreparedStep Prepare(
        ScaffoldTask task, TaskStep step, JsonObject outputs, TaskSecrets secrets, CancellationToken cancellationToken) =>
        actions.TryGet(step.Action, out var action)
            ? Prepare(task, step, outputs, action.InputSchema, action.SecretInputs, secrets, cancellationToken)
            : Failed(step.Each is not null, [Missing(step)!]);

    /// <summary>The same for a step whose input is checked by another schema than its action's, or by none.</summary>
    internal static PreparedStep Prepare(
        ScaffoldTask task, TaskStep step, JsonObject outputs, JsonObject? schema, IReadOnlyList<string>? secretInputs,
        TaskSecrets secrets, CancellationToken cancellationToken)
    {
        var renderer = new InputRenderer(optional: new OptionalNames(task.Spec.Optional));
        var rendering = new StepRendering(step, schema, secretInputs, secrets, renderer, task.Spec.Mode, cancellationToken);
        var context = StepContext.For(task, outputs, secrets);
        try
        {
            return step.Each is { } each ? Each(rendering, each, context) : Once(rendering, context);
        }
        catch (TemplatingException failure)
        {
            var problem = Located(task, step, failure);
            return Failed(step.Each is not null, [context.Blanked is null || FailsAlike(context.Blanked)
                ? problem
                : problem with { Message = Withheld, Value = null, Expected = null }]);

            // A message that comes without the secrets, too, tells nothing of them.
            bool FailsAlike(JsonObject blanked)
            {
                try
                {
                    var blank = new StepContext(context.Plain, blanked, null);
                    _ = step.Each is { } each ? Each(rendering, each, blank) : Once(rendering, blank);
                    return false;
                }
                catch (TemplatingException same)
                {
                    return Located(task, step, same).Message == problem.Message;
                }
            }
        }
    }

    /// <summary>A problem for each step whose action, or whose pinned version of it, is not here.</summary>
    public async Task<IReadOnlyList<Problem>> FindMissingActionsAsync(
        IEnumerable<TaskStep> steps, CancellationToken cancellationToken)
    {
        await actions.RefreshAsync(cancellationToken);
        return [.. steps.Select(Missing).OfType<Problem>()];
    }

    private Problem? Missing(TaskStep step) => actions.WhyMissing(step.Action, $"steps.{step.Id}.action");

    private static Problem Located(ScaffoldTask task, TaskStep step, TemplatingException failure)
    {
        var field = FieldPath.Item("spec.steps", task.Spec.Steps.TakeWhile(other => other.Id != step.Id).Count());
        return failure.ToProblem(
            TemplatePlaces.Definition, failure.Field is { } inner ? FieldPath.Key(field, inner) : field);
    }

    private static PreparedStep Once(StepRendering rendering, StepContext context)
    {
        if (!rendering.If(context.Plain))
        {
            return new(false, [], []);
        }

        var (run, problems) = rendering.Run(iteration: null, context);
        return problems.Count > 0 ? Failed(false, problems) : new(false, [run], []);
    }

    private static PreparedStep Each(StepRendering rendering, JsonNode each, StepContext context)
    {
        var iterations = rendering.EachOf(each, context.Open);
        var hasSecrets = context.Blanked is not null && InputSealing.Mentions(each);
        var blanks = hasSecrets ? BlanksOf(rendering, each, context.Blanked!) : iterations;
        List<PreparedRun> runs = [];
        List<Problem> problems = [];
        for (var i = 0; i < iterations.Count; i++)
        {
            var blank = i < blanks.Count ? EachOf(blanks[i]) : null;
            var own = context.ForEach(EachOf(iterations[i]), blank, hasSecrets);
            if (rendering.If(own.Open))
            {
                var (run, found) = rendering.Run(i, own);
                runs.Add(run);
                problems.AddRange(found);
            }
        }

        return problems.Count > 0 ? Failed(true, problems) : new(true, runs, []);
    }

    private static JsonObject EachOf((JsonNode Key, JsonNode? Value) iteration) =>
        new() { ["key"] = iteration.Key.DeepClone(), ["value"] = iteration.Value?.DeepClone() };

    private static IReadOnlyList<(JsonNode Key, JsonNode? Value)> BlanksOf(
        StepRendering rendering, JsonNode each, JsonObject blanked)
    {
        try
        {
            return rendering.EachOf(each, blanked);
        }
        catch (TemplatingException)
        {
            return [];
        }
    }

    private static PreparedStep Failed(bool hasEach, IReadOnlyList<Problem> problems) => new(hasEach, [], problems);
}
