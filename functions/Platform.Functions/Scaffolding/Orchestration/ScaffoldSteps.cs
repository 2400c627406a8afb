using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>The steps of one run, each as soon as those are done that it waits for; then those that actions asked
/// for.</summary>
internal sealed class ScaffoldSteps(
    ScaffoldCalls calls, ScaffoldJournal journal, ScaffoldProgress progress, ScaffoldSlots slots, ScaffoldTurns turns,
    ScaffoldStop stop, TaskId id)
{
    /// <value>The step that failed first, and why; null when none did.</value>
    public StepFailure? Failure { get; private set; }

    /// <value>The steps that were stopped on their way.</value>
    public List<StepRun> Stopped { get; } = [];

    public async Task RunAsync(IReadOnlyList<PlannedStep> planned)
    {
        var waiting = Enumerable.Range(0, planned.Count).Where(i => !journal.IsDone(planned[i].Id)).ToList();
        var ended = planned.Select((step, i) => (step, i)).Where(known => journal.IsDone(known.step.Id))
            .Select(known => known.i).ToHashSet();
        var running = new List<(int Index, Task Task)>();
        while (true)
        {
            foreach (var ready in waiting.Where(i => !stop.IsSet && OrderOf(planned, i).After.All(ended.Contains)).ToList())
            {
                waiting.Remove(ready);
                running.Add((ready, RunAsync(planned[ready], WorkspaceOf(planned, ready), final: null)));
            }

            if (running.Count == 0)
            {
                break;
            }

            await Task.WhenAny(running.Select(run => run.Task));
            foreach (var (index, task) in running.Where(run => run.Task.IsCompleted).ToList())
            {
                await task;
                ended.Add(index);
                running.Remove((index, task));
            }
        }

        for (var i = 0; i < journal.Asked.Count && !stop.IsSet; i++)
        {
            var final = journal.Asked[i].Step;
            if (!journal.IsDone(final.Id))
            {
                await RunAsync(new(final.Id, final.Name, final.Action), LastWorkspace(planned), final);
            }
        }
    }

    private static StepOrder OrderOf(IReadOnlyList<PlannedStep> planned, int i) =>
        planned[i].Order ?? (i == 0 ? new([], null) : new([i - 1], i - 1));

    private string? WorkspaceOf(IReadOnlyList<PlannedStep> planned, int i) =>
        OrderOf(planned, i).WorkspaceOf is { } before ? journal.WorkspaceAfter(planned[before].Id) : null;

    // Steps that have nothing to do with the workspace leave none.
    private string? LastWorkspace(IReadOnlyList<PlannedStep> planned) =>
        planned.Reverse().Select(step => journal.WorkspaceAfter(step.Id)).FirstOrDefault(left => left is not null);

    private async Task RunAsync(PlannedStep planned, string? workspace, FinalStep? final)
    {
        var step = progress.Enter(planned);
        var call = new PrepareCall(id, step, journal.Outputs.DeepClone().AsObject(), final, planned.Action, workspace);
        var prepared = await calls.TryAsync<PreparedStep>(ScaffoldNames.Prepare, call);
        var problems = prepared.Value?.Problems ?? prepared.Problems;
        if (problems.Count > 0)
        {
            Fail(step, problems);
            return;
        }

        if (prepared.Value is { HasEach: true })
        {
            journal.BeginLists(step);
        }

        foreach (var run in prepared.Value!.Runs)
        {
            var own = step with { Iteration = run.Iteration, IsLast = run == prepared.Value.Runs[^1] };
            var end = stop.IsSet
                ? null
                : await slots.WithinAsync(
                    run.Slot, step.Id, own.Key,
                    () => turns.TakeAsync(own, planned.Action, run.Input, workspace, prepared.Value.First));
            if (end is null)
            {
                Stopped.Add(step);
                return;
            }

            if (end.Problems.Count > 0)
            {
                Fail(step, end.Problems);
                return;
            }

            journal.Keep(own, end);
            workspace = end.Workspace ?? workspace;
        }

        journal.Done(step, workspace, progress.Leave(step));
    }

    private void Fail(StepRun step, IReadOnlyList<Problem> problems)
    {
        Failure ??= new(step, problems);
        stop.Set();
    }
}

internal sealed record StepFailure(StepRun Step, IReadOnlyList<Problem> Problems);
