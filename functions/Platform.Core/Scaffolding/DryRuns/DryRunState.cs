using System.Text.Json.Nodes;
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

    public List<string> Stubbed { get; } = [];

    /// <summary>Whether a step uses what a step that was left out would have given.</summary>
    public bool RefersToLeftOut(TaskStep step)
    {
        var text = $"{step.Input.ToJsonString()} {step.Each?.ToJsonString()}";
        return _leftOut.Any(id => text.Contains($"steps.{id}", StringComparison.Ordinal)
            || text.Contains($"{id}", StringComparison.Ordinal) && text.Contains("steps[", StringComparison.Ordinal));
    }

    public void LeaveOut(TaskStep step, PreparedStep prepared)
    {
        _leftOut.Add(step.Id);
        if (!Stubbed.Contains(step.Action))
        {
            Stubbed.Add(step.Action);
        }

        var output = options.Outputs?[step.Id] as JsonObject ?? [];
        Outputs[step.Id] = new JsonObject();
        foreach (var part in prepared.Runs)
        {
            Keep(step, part, ActionTurn.Done(output.DeepClone()));
        }
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
