using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// Takes one turn of an action and records what it says. Errors that may pass become <see cref="TurnKind.Retry"/>: the waiting is
/// the orchestration's, so it survives the process and costs nothing.
/// </summary>
public sealed class ActionRunner(
    ActionRegistry actions, IEventLog events, TurnSecrets secrets, RetryPauses pauses, TimeProvider clock)
{
    /// <summary>With the usual pauses, 8 attempts cover 0.5+1+2+4+8+16+30 = 61 s of trouble, more when told to wait.</summary>
    public const int MaxAttempts = 8;

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
        try
        {
            return await actions.FindAsync(call.Action, cancellationToken) is { } action
                ? await action.RunAsync(task, call, cancellationToken)
                : ActionTurn.Failed(actions.WhyMissing(call.Action)!);
        }
        catch (TransientSourceControlException passing) when (call.Attempt < MaxAttempts)
        {
            var wait = WaitFor(passing, call.Attempt);
            return ActionTurn.Retry(wait).Saying(Again(passing, wait, call.Attempt));
        }
        catch (TransientSourceControlException lasting)
        {
            return ActionTurn.Failed(new Problem(
                lasting.Code, $"{lasting.Message} Gave up after {MaxAttempts} attempts.", Expected: "GitHub to answer"));
        }
    }

    private async Task<UndoReport> TakeBackAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await actions.FindAsync(call.Action, cancellationToken) is { } action
                ? await action.UndoAsync(task, call, cancellationToken)
                : new($"{actions.WhyMissing(call.Action)!.Message} Please remove by hand what it made.", LeftBehind: true);
        }
        catch (TransientSourceControlException passing) when (call.Attempt < MaxAttempts)
        {
            var wait = WaitFor(passing, call.Attempt);
            return new(Again(passing, wait, call.Attempt), Again: wait);
        }
        catch (TransientSourceControlException lasting)
        {
            return new($"{lasting.Message} Gave up after {MaxAttempts} attempts; please remove it by hand.", LeftBehind: true);
        }
    }

    private TimeSpan WaitFor(TransientSourceControlException passing, int attempt) =>
        passing.RetryAfter is { } told && told > pauses.After(attempt) ? told : pauses.After(attempt);

    private static string Again(TransientSourceControlException passing, TimeSpan wait, int attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{passing.Message} Trying again in {wait.TotalSeconds:0.#} s (attempt {attempt} of {MaxAttempts}).");

    // The text is part of the key: a repeated turn says nothing twice, and a turn that looks again says what has changed.
    private static TaskEventDraft Say(ActionCall call, string message)
    {
        var text = ContentHash.Of(call.Item?.ToJsonString() + "\n" + message);
        return new($"{call.Step.Key}/{call.Stage}/{text}", new(message, call.Step.Id));
    }
}
