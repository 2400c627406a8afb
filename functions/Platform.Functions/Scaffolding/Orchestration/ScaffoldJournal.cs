using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>What the steps of a run hand over: outputs, workspaces, what to take back, and what to do at the end.</summary>
internal sealed class ScaffoldJournal(TaskId id, int taskRun)
{
    private readonly List<KeptStep> _done = [];
    private readonly List<UndoCall> _undo = [];

    public JsonObject Outputs { get; private set; } = [];

    public List<AskedStep> Asked { get; } = [];

    /// <value>In the order in which the steps were done; of those that weren't, what they made stands last.</value>
    public IReadOnlyList<UndoCall> Undo => _undo;

    public void TakeOver(RunRemains kept)
    {
        Outputs = kept.Outputs.DeepClone().AsObject();
        _done.AddRange(kept.Steps);
        _undo.AddRange(kept.Undo.Select(call => call with { TaskRun = taskRun, Attempt = 1 }));
        Asked.AddRange(kept.Asked);
    }

    public bool IsDone(string step) => _done.Exists(done => done.Id == step);

    /// <value>As the step left it; null while it has none.</value>
    public string? WorkspaceAfter(string step) => _done.Find(done => done.Id == step)?.Workspace;

    /// <summary>What an action says it will need, before it does what that speaks of.</summary>
    public void Remember(StepRun step, string action, JsonNode undo)
    {
        _undo.RemoveAll(known => known.Run == step.Key);
        _undo.Add(new(id, step.Id, step.Key, action, undo, TaskRun: taskRun));
    }

    /// <summary>The outputs of a step's iterations become lists.</summary>
    public void BeginLists(StepRun step) => Outputs[step.Id] = new JsonObject();

    public void Keep(StepRun step, ActionTurn end)
    {
        var output = end.Output as JsonObject ?? [];
        if (step.Iteration is null)
        {
            Outputs[step.Id] = output.DeepClone();
        }
        else
        {
            foreach (var (name, value) in output)
            {
                var list = Outputs[step.Id]![name] as JsonArray ?? (JsonArray)(Outputs[step.Id]![name] = new JsonArray());
                list.Add(value?.DeepClone());
            }
        }

        if (end.Finally is { } wanted)
        {
            Asked.Add(new(step.Id, wanted));
        }
    }

    public void Done(StepRun step, string? workspace, double seconds)
    {
        _done.Add(new(step.Id, step.Name, workspace, seconds));
        var own = _undo.FindAll(call => call.StepId == step.Id);
        _undo.RemoveAll(call => call.StepId == step.Id);
        var open = _undo.FindIndex(call => !IsDone(call.StepId));
        _undo.InsertRange(open < 0 ? _undo.Count : open, own);
    }

    /// <summary>What stays for another run when everything made is kept.</summary>
    public RunRemains Everything() => new(Outputs, _done, _undo, Asked);

    /// <summary>What stays when everything made was taken back: the steps before the first one that had made
    /// something.</summary>
    /// <param name="order">Ids of the template's steps as they are written.</param>
    public RunRemains BeforeFirstUndone(IReadOnlyList<string> order)
    {
        var undone = _undo.Select(call => call.StepId).ToHashSet();
        var kept = order.TakeWhile(step => !undone.Contains(step)).Where(IsDone).ToHashSet();
        var outputs = new JsonObject(Outputs.Where(output => kept.Contains(output.Key))
            .Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone())));
        return new(
            outputs,
            [.. _done.Where(step => kept.Contains(step.Id))],
            [],
            [.. Asked.Where(asked => kept.Contains(asked.By))]);
    }
}
