using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// The orchestrator's hands: it calls activities, waits, and keeps what steps hand over. It is orchestrator code: deterministic,
/// no clock, no I/O, and it awaits nothing but what the context gave.
/// </summary>
internal sealed class ScaffoldRun(TaskOrchestrationContext context)
{
    // Activities answer expected errors with values, so an exception is a broken assumption or storage in trouble.
    // 5 attempts wait 1 + 2 + 4 + 8 = 15 s in all.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromSeconds(1), 2));

    // The end must be written down: 20 attempts wait 1 + 2 + ... + 32 + 14 * 60 s = 15 minutes in all.
    private static readonly TaskOptions Stubborn = TaskOptions.FromRetryPolicy(
        new(20, TimeSpan.FromSeconds(1), 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    private readonly TaskId _id = TaskId.Parse(context.InstanceId);
    private readonly JsonObject _outputs = [];
    private readonly List<UndoCall> _undo = [];
    private readonly Dictionary<string, Task<string?>> _awaited = [];
    private readonly Dictionary<string, double> _seconds = [];
    private string? _workspace;
    private StepRun? _step;
    private string _action = string.Empty;

    private DateTimeOffset Now => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    public Task<TaskPlan> BeginAsync() => context.CallActivityAsync<TaskPlan>(ScaffoldNames.Begin, _id.Value, Stubborn);

    public StepRun Enter(PlannedStep step, int index, int count)
    {
        _action = step.Action;
        context.SetCustomStatus(new ScaffoldStatus(step.Name, 100 * index / count, _seconds));
        return _step = new(step.Id, step.Name, index, count, null, true, Now);
    }

    public void Leave(StepRun step)
    {
        _step = null;
        _seconds[step.Id] = Math.Round((Now - step.StartedAt).TotalSeconds, 3);
        ScaffoldTelemetry.StepLeft(context, _action, _seconds[step.Id]);
        context.SetCustomStatus(new ScaffoldStatus(step.Name, 100 * (step.Index + 1) / step.Count, _seconds));
    }

    public async Task<PreparedStep> PrepareAsync(StepRun step, FinalStep? final)
    {
        var call = new PrepareCall(_id, step, _outputs.DeepClone().AsObject(), final);
        var prepared = await TryAsync<PreparedStep>(ScaffoldNames.Prepare, call);
        if (prepared.Value is { HasEach: true })
        {
            _outputs[step.Id] = new JsonObject();
        }

        return prepared.Value ?? new(false, [], prepared.Problems);
    }

    /// <summary>Takes an action's turns until it is done or has failed.</summary>
    public async Task<ActionTurn> TakeTurnsAsync(StepRun step, string action, JsonObject input)
    {
        var call = new ActionCall(_id, step, action, input, _workspace);
        while (true)
        {
            var turn = await TakeTurnAsync(call);
            if (turn.Undo is { } undo)
            {
                _undo.RemoveAll(known => known.Run == step.Key);
                _undo.Add(new(_id, step.Id, step.Key, action, undo));
            }

            if (turn.Kind is TurnKind.Done or TurnKind.Failed)
            {
                return turn;
            }

            var results = turn.Kind switch
            {
                TurnKind.FanOut => await Task.WhenAll(turn.Items.Select(item =>
                    TakeTurnAsync(call with { Stage = turn.ItemStage, State = turn.State, Item = item, Results = null }))),
                TurnKind.Wait => [await WaitAsync(turn)],
                _ => [],
            };
            if (results.FirstOrDefault(result => result.Kind == TurnKind.Failed) is { } failed)
            {
                return failed;
            }

            call = call with
            {
                Stage = turn.Stage,
                State = turn.State,
                Item = null,
                Results = [.. results.Select(result => result.Output)],
            };
        }
    }

    public void Keep(StepRun step, ActionTurn end)
    {
        _workspace = end.Workspace ?? _workspace;
        var output = end.Output as JsonObject ?? [];
        if (step.Iteration is null)
        {
            _outputs[step.Id] = output.DeepClone();
            return;
        }

        foreach (var (name, value) in output)
        {
            var list = _outputs[step.Id]![name] as JsonArray ?? (JsonArray)(_outputs[step.Id]![name] = new JsonArray());
            list.Add(value?.DeepClone());
        }
    }

    public async Task<IReadOnlyList<Problem>> CompleteAsync()
    {
        var problems = await context.CallActivityAsync<IReadOnlyList<Problem>>(
            ScaffoldNames.Complete, new TaskEnd(_id, _outputs), Stubborn);
        if (problems.Count == 0)
        {
            ScaffoldTelemetry.Finished(context, "completed");
            context.SetCustomStatus(new ScaffoldStatus(null, 100, _seconds));
        }

        return problems;
    }

    /// <returns>What a person has to look at.</returns>
    public async Task<IReadOnlyList<string>> UndoAsync()
    {
        var remains = new List<string>();
        foreach (var call in Enumerable.Reverse(_undo))
        {
            var undone = await UndoAsync(call);
            remains.AddRange(undone.Problems.Select(problem => $"Could not take back {call.Run}: {problem.Message}"));
            remains.AddRange(undone.Value is { LeftBehind: true } report ? [report.Message] : []);
        }

        return remains;
    }

    public async Task FailAsync(IReadOnlyList<Problem> problems, IReadOnlyList<string> remains)
    {
        await context.CallActivityAsync(ScaffoldNames.Fail, new TaskFailure(_id, _step, problems, remains), Stubborn);
        ScaffoldTelemetry.Finished(context, "failed");
    }

    private async Task<Result<UndoReport>> UndoAsync(UndoCall call)
    {
        while (true)
        {
            var undone = await TryAsync<UndoReport>(ScaffoldNames.Undo, call);
            if (undone.Value?.Again is not { } later)
            {
                return undone;
            }

            await context.CreateTimer(later, CancellationToken.None);
            call = call with { Attempt = call.Attempt + 1 };
        }
    }

    private async Task<ActionTurn> TakeTurnAsync(ActionCall call)
    {
        while (true)
        {
            var turn = await TryAsync<ActionTurn>(ScaffoldNames.TakeTurn, call);
            if (turn.Value is not { Kind: TurnKind.Retry } again)
            {
                return turn.Value ?? ActionTurn.Failed(turn.Problems);
            }

            await context.CreateTimer(again.After, CancellationToken.None);
            call = call with { Attempt = call.Attempt + 1 };
        }
    }

    private async Task<ActionTurn> WaitAsync(ActionTurn turn)
    {
        // An event that comes after the time was up is kept for the next wait.
        if (!_awaited.TryGetValue(turn.Event, out var awaited))
        {
            _awaited[turn.Event] = awaited = context.WaitForExternalEvent<string?>(turn.Event);
        }

        using var noLonger = new CancellationTokenSource();
        var due = context.CreateTimer(turn.After, noLonger.Token);
        if (await Task.WhenAny(awaited, due) == due)
        {
            return ActionTurn.Done();
        }

        noLonger.Cancel();
        _awaited.Remove(turn.Event);
        return ActionTurn.Done(await awaited);
    }

    private async Task<Result<T>> TryAsync<T>(string activity, object input)
    {
        try
        {
            return Result<T>.Ok(await context.CallActivityAsync<T>(activity, input, Patient));
        }
        catch (TaskFailedException failed)
        {
            return new Problem("activity-failed", $"{activity} failed: {failed.FailureDetails.ErrorMessage}");
        }
    }
}

/// <summary>The custom status of a scaffold's instance.</summary>
/// <param name="Step">What it is doing, or did last; null when all is done.</param>
/// <param name="Seconds">How long each finished step took, by step id.</param>
public sealed record ScaffoldStatus(string? Step, int Percent, IReadOnlyDictionary<string, double> Seconds);
