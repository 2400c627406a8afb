using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>What a step will do: nothing, one run, or one run per iteration, every input rendered and valid.</summary>
/// <param name="HasEach">The outputs of the runs become lists.</param>
public sealed record PreparedStep(bool HasEach, IReadOnlyList<PreparedRun> Runs, IReadOnlyList<Problem> Problems)
{
    public bool IsSkipped => Problems.Count == 0 && Runs.Count == 0;
}

/// <param name="Iteration">Position in the step's <c>each</c>; null without one.</param>
public sealed record PreparedRun(int? Iteration, JsonObject Input);

/// <summary>
/// Renders a step of a task. All iterations are rendered and checked before the first one runs, so a template's mistake in the
/// last one makes nothing. Pure.
/// </summary>
public sealed class StepPreparation(ActionRegistry actions)
{
    public PreparedStep Prepare(ScaffoldTask task, TaskStep step, JsonObject outputs, CancellationToken cancellationToken)
    {
        if (!actions.TryGet(step.Action, out var action))
        {
            return Failed(step.Each is not null, [ActionUnknown(step)]);
        }

        var renderer = new InputRenderer(optional: new OptionalNames(task.Spec.Optional));
        var context = TaskContext.For(task, outputs);
        try
        {
            if (step.Each is not { } each)
            {
                return Once(action, step, context, renderer);
            }

            var items = renderer.EvaluateEach(each, context, RenderMode.Strict, cancellationToken);
            return Each(action, step, items, context, renderer);
        }
        catch (TemplatingException failure)
        {
            return Failed(step.Each is not null, [failure.ToProblem("template.yaml", $"steps.{step.Id}")]);
        }
    }

    public IReadOnlyList<Problem> UnknownActions(IEnumerable<TaskStep> steps) =>
        [.. steps.Where(step => !actions.TryGet(step.Action, out _)).Select(ActionUnknown)];

    private Problem ActionUnknown(TaskStep step) => new(
        "action-unknown", $"Step '{step.Id}' uses the action '{step.Action}', which does not exist here.",
        $"steps.{step.Id}.action", step.Action, $"one of {string.Join(", ", actions.Ids)}");

    private static PreparedStep Once(IScaffoldAction action, TaskStep step, JsonObject context, InputRenderer renderer)
    {
        if (step.If is not null && !renderer.EvaluateIf(step.If, context, RenderMode.Strict))
        {
            return new(false, [], []);
        }

        var (run, problems) = Run(action, step, iteration: null, context, renderer);
        return problems.Count > 0 ? Failed(false, problems) : new(false, [run], []);
    }

    private static PreparedStep Each(
        IScaffoldAction action,
        TaskStep step,
        IReadOnlyList<(JsonNode Key, JsonNode? Value)> iterations,
        JsonObject context,
        InputRenderer renderer)
    {
        List<PreparedRun> runs = [];
        List<Problem> problems = [];
        for (var i = 0; i < iterations.Count; i++)
        {
            var own = context.DeepClone().AsObject();
            own["each"] = new JsonObject
            {
                ["key"] = iterations[i].Key.DeepClone(),
                ["value"] = iterations[i].Value?.DeepClone(),
            };
            if (step.If is null || renderer.EvaluateIf(step.If, own, RenderMode.Strict))
            {
                var (run, found) = Run(action, step, i, own, renderer);
                runs.Add(run);
                problems.AddRange(found);
            }
        }

        return problems.Count > 0 ? Failed(true, problems) : new(true, runs, []);
    }

    private static (PreparedRun Run, IReadOnlyList<Problem> Problems) Run(
        IScaffoldAction action, TaskStep step, int? iteration, JsonObject context, InputRenderer renderer)
    {
        var input = renderer.Render(step.Input, context, RenderMode.Strict) as JsonObject ?? [];
        var field = iteration is { } i
            ? string.Create(CultureInfo.InvariantCulture, $"steps.{step.Id}[{i}].input")
            : $"steps.{step.Id}.input";
        return (new(iteration, input), JsonSchema.Parse(action.InputSchema).Validate(input, field));
    }

    private static PreparedStep Failed(bool hasEach, IReadOnlyList<Problem> problems) => new(hasEach, [], problems);
}
