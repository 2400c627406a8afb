using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// Takes one turn of an action and records what it says. Errors that may pass become <see cref="TurnKind.Retry"/>, as often
/// as the step's <c>retry</c> says: the waiting is the orchestration's, so it survives the process and costs nothing. What
/// is wrong for good is not tried again. (Exceptions that no action speaks of are the platform's own trouble; the
/// orchestration has the activity repeated for those.)
/// </summary>
public sealed class ActionRunner(
    ActionRegistry actions, IEventLog events, TurnSecrets secrets, RetryPauses pauses, TimeProvider clock)
{
    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var turn = await secrets.TakeAsync(
            task, call, opened => TakeAsync(task, opened, cancellationToken), cancellationToken);
        var drafts = turn.Messages.Select(message => Say(call, message)).ToList();
        if (turn.Kind == TurnKind.Failed)
        {
            drafts.Add(StepEvents.Failed(call.Step, turn.Problems, clock.GetUtcNow()));
        }
        else if (turn.Kind == TurnKind.Done && call.Item is null && call.Step.IsLast)
        {
            drafts.Add(StepEvents.Completed(call.Step, turn.Output as JsonObject, clock.GetUtcNow()));
        }

        if (drafts.Count > 0)
        {
            await events.AppendAsync(task.Id, drafts, cancellationToken);
        }

        return turn with { Messages = [] };
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        var report = await secrets.TakeBackAsync(
            task, call, opened => TakeBackAsync(task, opened, cancellationToken), cancellationToken);
        await events.AppendAsync(task.Id, [StepEvents.Undone(call, report)], cancellationToken);
        return report;
    }

    private async Task<ActionTurn> TakeAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var patience = StepPatience.Of(task, call.Step.Id, pauses);
        try
        {
            return await actions.FindAsync(call.Action, cancellationToken) is { } action
                ? await action.RunAsync(task, call, cancellationToken)
                : ActionTurn.Failed(actions.WhyMissing(call.Action)!);
        }
        catch (TransientSourceControlException passing) when (passing.WaitsItsTurn)
        {
            var wait = patience.WaitFor(passing, call.Attempt);
            return ActionTurn.Retry(wait).Saying(StepPatience.Queued(passing, wait, clock.GetUtcNow())) with { Waited = true };
        }
        catch (TransientSourceControlException passing) when (call.Attempt < patience.Attempts)
        {
            var wait = patience.WaitFor(passing, call.Attempt);
            return ActionTurn.Retry(wait).Saying(patience.Again(passing, wait, call.Attempt));
        }
        catch (TransientSourceControlException lasting)
        {
            return ActionTurn.Failed(new Problem(
                lasting.Code, $"{lasting.Message} Gave up after {patience.GivenUp}.", Expected: "an answer"));
        }
    }

    private async Task<UndoReport> TakeBackAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        // However impatient the step: what it made is not given up as easily.
        var patience = StepPatience.Usual(pauses);
        try
        {
            return await actions.FindAsync(call.Action, cancellationToken) is { } action
                ? await action.UndoAsync(task, call, cancellationToken)
                : new($"{actions.WhyMissing(call.Action)!.Message} Please remove by hand what it made.", LeftBehind: true);
        }
        catch (TransientSourceControlException passing) when (passing.WaitsItsTurn || call.Attempt < patience.Attempts)
        {
            var wait = patience.WaitFor(passing, call.Attempt);
            return new(patience.Again(passing, wait, call.Attempt), Again: wait);
        }
        catch (TransientSourceControlException lasting)
        {
            return new($"{lasting.Message} Gave up after {patience.GivenUp}; please remove it by hand.", LeftBehind: true);
        }
    }

    // The text is part of the key: a repeated turn says nothing twice, and a turn that looks again says what has changed.
    private static TaskEventDraft Say(ActionCall call, string message)
    {
        var text = ContentHash.Of(call.Item?.ToJsonString() + "\n" + message);
        return new(
            StepEvents.KeyOf(call.Step.TaskRun, $"{call.Step.Key}/{call.Stage}/{text}"), new(message, call.Step.Id));
    }
}
