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
    /// <summary>Whoever watches hears of a beginning after this time, or else together with what came of it.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <param name="before">What is to be told before anything that the turn says.</param>
    public async Task<ActionTurn> RunAsync(
        ScaffoldTask task, ActionCall call, CancellationToken cancellationToken, IReadOnlyList<TaskEventDraft>? before = null)
    {
        var turn = TakeShortWayAsync(task, call, cancellationToken);
        if (before is { Count: > 0 } && await IsSlowAsync(turn, cancellationToken))
        {
            await events.AppendAsync(task.Id, before, cancellationToken);
            before = null;
        }

        var (taken, said) = await turn;
        IReadOnlyList<TaskEventDraft> drafts = [.. before ?? [], .. said];
        if (drafts.Count > 0)
        {
            await events.AppendAsync(task.Id, drafts, cancellationToken);
        }

        return taken with { Messages = [] };
    }

    /// <summary>
    /// Takes a turn, and where it hands all work to one item, that item and the turn after it as well: side by side is nothing to
    /// be gained then. Anything but a plain result of the item leaves it to the orchestration, which takes it again.
    /// </summary>
    private async Task<(ActionTurn Turn, IReadOnlyList<TaskEventDraft> Said)> TakeShortWayAsync(
        ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (turn, said) = await TakeAndSayAsync(task, call, cancellationToken);
        while (turn is { Kind: TurnKind.FanOut, Items: [var only], Undo: null })
        {
            var inner = call with { Stage = turn.ItemStage, State = turn.State, Item = only, Results = null, Attempt = 1 };
            var (item, itemSaid) = await TakeAndSayAsync(task, inner, cancellationToken);
            if (item is not { Kind: TurnKind.Done, Undo: null, Finally: null, Workspace: null })
            {
                break;
            }

            call = inner with { Stage = turn.Stage, Item = null, Results = [item.Output] };
            (turn, var thenSaid) = await TakeAndSayAsync(task, call, cancellationToken);
            said = [.. said, .. itemSaid, .. thenSaid];
        }

        return (turn, said);
    }

    private async Task<bool> IsSlowAsync(Task turn, CancellationToken cancellationToken)
    {
        using var noLonger = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var slow = await Task.WhenAny(turn, Task.Delay(Soon, clock, noLonger.Token)) != turn || turn.IsFaulted;
        await noLonger.CancelAsync();
        return slow;
    }

    private async Task<(ActionTurn Turn, IReadOnlyList<TaskEventDraft> Said)> TakeAndSayAsync(
        ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
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

        return (turn, drafts);
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
