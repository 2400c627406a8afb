using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.DryRuns;

/// <summary>How far a dry run has come.</summary>
internal sealed class DryRunState(ScaffoldTask task, DryRunOptions options)
{
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    public ScaffoldTask Task { get; } = task;

    public JsonObject Outputs { get; } = [];

    public string? Workspace { get; private set; }

    public DryRunOptions Options => options;

    public List<string> Stubbed { get; } = [];

    public List<TaskEventBody> Log { get; } = [new($"Starting up task with {task.Spec.Steps.Count} steps")];

    /// <summary>As a real task's events tell it.</summary>
    public void Enter(TaskStep step, PreparedStep prepared)
    {
        if (prepared.IsSkipped && !prepared.HasEach)
        {
            Log.Add(new($"Skipped step {step.Name}: its condition is false", step.Id, StepStatus.Skipped));
            return;
        }

        Log.Add(new($"Beginning step {step.Name}", step.Id, StepStatus.Processing));
        if (prepared.Problems.Count > 0)
        {
            Leave(step, prepared.Problems);
        }
    }

    public void Say(TaskStep step, IReadOnlyList<string> messages) =>
        Log.AddRange(messages.Select(message => new TaskEventBody(message, step.Id)));

    public void Leave(TaskStep step, IReadOnlyList<Problem> problems) => Log.Add(problems.Count == 0
        ? new($"Finished step {step.Name}", step.Id, StepStatus.Completed)
        : new(
            $"Step {step.Name} failed: {string.Join(' ', problems.Select(problem => problem.Message))}", step.Id,
            StepStatus.Failed));

    /// <summary>What an action says that it would give is not what it will give.</summary>
    public void Preview(TaskStep step)
    {
        _leftOut.Add(step.Id);
        if (!Stubbed.Contains(step.Action))
        {
            Stubbed.Add(step.Action);
        }
    }

    /// <summary>Whether a step uses what a step that was left out would have given.</summary>
    public bool RefersToLeftOut(TaskStep step)
    {
        var text = $"{step.Input.ToJsonString()} {step.Each?.ToJsonString()}";
        return _leftOut.Any(id => text.Contains($"steps.{id}", StringComparison.Ordinal)
            || text.Contains($"{id}", StringComparison.Ordinal) && text.Contains("steps[", StringComparison.Ordinal));
    }

    public void LeaveOut(TaskStep step, PreparedStep prepared)
    {
        Preview(step);
        var output = options.Outputs?[step.Id] as JsonObject ?? [];
        Outputs[step.Id] = new JsonObject();
        foreach (var part in prepared.Runs)
        {
            Keep(step, part, ActionTurn.Done(output.DeepClone()));
        }

        Leave(step, []);
    }

    /// <summary>The outputs of a step's iterations become lists, as they do in a real task.</summary>
    public void Keep(TaskStep step, PreparedRun part, ActionTurn end)
    {
        Workspace = end.Workspace ?? Workspace;
        var output = end.Output as JsonObject ?? [];
        if (part.Iteration is null)
        {
            Outputs[step.Id] = output.DeepClone();
            return;
        }

        foreach (var (name, value) in output)
        {
            var list = Outputs[step.Id]![name] as JsonArray ?? (JsonArray)(Outputs[step.Id]![name] = new JsonArray());
            list.Add(value?.DeepClone());
        }
    }
}
