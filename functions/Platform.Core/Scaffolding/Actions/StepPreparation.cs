using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
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
    public PreparedStep Prepare(ScaffoldTask task, TaskStep step, JsonObject outputs, CancellationToken cancellationToken) =>
        actions.TryGet(step.Action, out var action)
            ? Prepare(task, step, outputs, action.InputSchema, cancellationToken)
            : Failed(step.Each is not null, [Missing(step)!]);

    /// <summary>The same for a step whose input is checked by another schema than its action's, or by none.</summary>
    internal static PreparedStep Prepare(
        ScaffoldTask task, TaskStep step, JsonObject outputs, JsonObject? schema, CancellationToken cancellationToken)
    {
        var renderer = new InputRenderer(optional: new OptionalNames(task.Spec.Optional));
        var context = TaskContext.For(task, outputs);
        try
        {
            var rendering = new StepRendering(step, schema, renderer, task.Spec.Mode, cancellationToken);
            return step.Each is { } each ? Each(rendering, rendering.EachOf(each, context), context) : Once(rendering, context);
        }
        catch (TemplatingException failure)
        {
            var field = FieldPath.Item("spec.steps", task.Spec.Steps.TakeWhile(other => other.Id != step.Id).Count());
            return Failed(step.Each is not null, [failure.ToProblem(
                TemplatePlaces.Definition, failure.Field is { } inner ? FieldPath.Key(field, inner) : field)]);
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

    private static PreparedStep Once(StepRendering rendering, JsonObject context)
    {
        if (!rendering.If(context))
        {
            return new(false, [], []);
        }

        var (run, problems) = rendering.Run(iteration: null, context);
        return problems.Count > 0 ? Failed(false, problems) : new(false, [run], []);
    }

    private static PreparedStep Each(
        StepRendering rendering, IReadOnlyList<(JsonNode Key, JsonNode? Value)> iterations, JsonObject context)
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
            if (rendering.If(own))
            {
                var (run, found) = rendering.Run(i, own);
                runs.Add(run);
                problems.AddRange(found);
            }
        }

        return problems.Count > 0 ? Failed(true, problems) : new(true, runs, []);
    }

    private static PreparedStep Failed(bool hasEach, IReadOnlyList<Problem> problems) => new(hasEach, [], problems);
}
