using Microsoft.DurableTask;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>Ends a run: completed, or failed or cancelled with what it made taken back in reverse.</summary>
internal sealed class ScaffoldEnd(
    TaskOrchestrationContext context, ScaffoldCalls calls, ScaffoldJournal journal, ScaffoldProgress progress, TaskId id,
    TaskPlan plan)
{
    private static readonly IReadOnlyList<string> Kept = ["What was made is kept, as asked for."];

    /// <returns>What is wrong with the template's output, or could not be taken back.</returns>
    public async Task<IReadOnlyList<Problem>> CompleteAsync()
    {
        if (plan.TakeBack && await UndoAsync() is { Count: > 0 } remains)
        {
            return [.. remains.Select(sentence => new Problem("remains-left", sentence))];
        }

        var problems = await calls.InsistAsync<IReadOnlyList<Problem>>(
            ScaffoldNames.Complete, new TaskEnd(id, journal.Outputs, plan.Run));
        if (problems.Count == 0)
        {
            ScaffoldTelemetry.Finished(context, "completed");
            progress.Complete();
        }

        return problems;
    }

    /// <param name="isCancelled">Somebody wanted it so, rather than that something was wrong.</param>
    public async Task GiveUpAsync(
        StepRun? failed, IReadOnlyList<Problem> problems, IReadOnlyList<StepRun> stopped, bool isCancelled)
    {
        var remains = plan.KeepOnFailure ? Kept : await UndoAsync();
        var left = plan.KeepOnFailure
            ? journal.Everything()
            : journal.BeforeFirstUndone([.. plan.Steps.Select(step => step.Id)]);
        var failure = new TaskFailure(id, failed, problems, remains, left, stopped, plan.Run);
        await calls.InsistAsync(isCancelled ? ScaffoldNames.Cancel : ScaffoldNames.Fail, failure);
        ScaffoldTelemetry.Finished(context, isCancelled ? "cancelled" : "failed");
    }

    /// <returns>What a person has to look at.</returns>
    private async Task<IReadOnlyList<string>> UndoAsync()
    {
        var remains = new List<string>();
        foreach (var call in journal.Undo.Reverse())
        {
            var undone = await UndoAsync(call);
            remains.AddRange(undone.Problems.Select(problem => $"Could not take back {call.Run}: {problem.Message}"));
            remains.AddRange(undone.Value is { LeftBehind: true } report ? [report.Message] : []);
        }

        return remains;
    }

    private async Task<Result<UndoReport>> UndoAsync(UndoCall call)
    {
        while (true)
        {
            var undone = await calls.TryAsync<UndoReport>(ScaffoldNames.Undo, call);
            if (undone.Value?.Again is not { } later)
            {
                return undone;
            }

            await calls.SleepAsync(later);
            call = call with { Attempt = call.Attempt + 1 };
        }
    }
}
