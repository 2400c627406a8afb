using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>
/// Stands between actions and the history: opens what an action is called with, and lets nothing out that shows a secret. Actions
/// know nothing of it.
/// </summary>
public sealed class TurnSecrets(ITaskSecrets secrets)
{
    /// <summary>A task that was given none costs no look at the store.</summary>
    public Task<TaskSecrets> OfAsync(ScaffoldTask task, CancellationToken cancellationToken) =>
        task.Spec.SecretNames.Count == 0 ? Task.FromResult(TaskSecrets.None) : secrets.OpenAsync(task.Id, cancellationToken);

    /// <summary>
    /// Before the task's row says that it has ended: from then on it may be tried again, with secrets that must stay.
    /// </summary>
    public Task WipeAsync(ScaffoldTask task, CancellationToken cancellationToken) =>
        task.Spec.SecretNames.Count == 0 || task.HasEnded
            ? Task.CompletedTask
            : secrets.WipeAsync(task.Id, cancellationToken);

    /// <summary>Takes a turn of an action with everything opened.</summary>
    public async Task<ActionTurn> TakeAsync(
        ScaffoldTask task, ActionCall call, Func<ActionCall, Task<ActionTurn>> take, CancellationToken cancellationToken)
    {
        if (task.Spec.SecretNames.Count == 0)
        {
            return await take(call);
        }

        var own = await secrets.OpenAsync(task.Id, cancellationToken);
        var opened = Open(own, call);
        if (!opened.IsOk)
        {
            return ActionTurn.Failed(opened.Problems);
        }

        var (ready, hiding) = opened.Value;
        return Cover(hiding, ready, await GuardedAsync(hiding, () => take(ready)));
    }

    public async Task<UndoReport> TakeBackAsync(
        ScaffoldTask task, UndoCall call, Func<UndoCall, Task<UndoReport>> takeBack, CancellationToken cancellationToken)
    {
        if (task.Spec.SecretNames.Count == 0)
        {
            return await takeBack(call);
        }

        var own = await secrets.OpenAsync(task.Id, cancellationToken);
        var opened = own.Open(call.Undo);
        if (!opened.IsOk)
        {
            return new($"{opened.Problems[0].Message} Please take back by hand what step {call.Run} made.", LeftBehind: true);
        }

        var hiding = own.Hiding(opened.Value.Opened);
        var report = await GuardedAsync(hiding, () => takeBack(call with { Undo = opened.Value.Value! }));
        return report with { Message = hiding.Redactor.Redact(report.Message) };
    }

    private static Result<(ActionCall Call, TaskSecrets Hiding)> Open(TaskSecrets own, ActionCall call)
    {
        var input = own.Open(call.Input);
        var state = own.Open(call.State);
        var item = own.Open(call.Item);
        var results = (call.Results ?? []).Select(own.Open).ToList();
        Result<OpenedValue>[] all = [input, state, item, .. results];
        return all.FirstOrDefault(part => !part.IsOk) is { } failed
            ? Result<(ActionCall, TaskSecrets)>.Failed(failed.Problems)
            : (call with
            {
                Input = input.Value!.Value!.AsObject(),
                State = state.Value!.Value,
                Item = item.Value!.Value,
                Results = call.Results is null ? null : [.. results.Select(result => result.Value!.Value)],
            }, own.Hiding([.. all.SelectMany(part => part.Value!.Opened)]));
    }

    /// <summary>What goes on to another turn is sealed; what is read by people is covered.</summary>
    private static ActionTurn Cover(TaskSecrets hiding, ActionCall call, ActionTurn turn) => turn with
    {
        State = hiding.SealShown(turn.State),
        Items = [.. turn.Items.Select(hiding.SealShown)],
        Undo = hiding.SealShown(turn.Undo),
        Finally = turn.Finally is { } final ? final with { Input = hiding.SealShown(final.Input)!.AsObject() } : null,
        Output = call.Item is null ? hiding.Redactor.Redact(turn.Output) : hiding.SealShown(turn.Output),
        Problems = hiding.Redactor.Redact(turn.Problems),
        Messages = [.. turn.Messages.Select(hiding.Redactor.Redact)],
    };

    // An exception's text goes to the history and the log as it is.
    private static async Task<T> GuardedAsync<T>(TaskSecrets hiding, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (hiding.Redactor.IsIn(failure.ToString()))
        {
            throw new InvalidOperationException(hiding.Redactor.Redact(failure.ToString()));
        }
    }
}
