using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Orchestration;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>
/// One live instance. It takes its messages one turn at a time; a turn's consequences (activities, timers, answers to
/// callers, what queries see) follow its commit.
/// </summary>
internal sealed class InstanceActor : IThreadPoolWorkItem
{
    private readonly HubServices _hub;
    private readonly Action<InstanceActor> _onEnded;
    private readonly OrchestratorRun _run;
    private readonly TurnMessage.Started _start;
    private readonly Lock _gate = new();
    private readonly List<DiscardedRow> _rows = [];
    private readonly TaskCompletionSource<InstanceRecord> _begun = Source<InstanceRecord>();
    private readonly TaskCompletionSource<InstanceRecord> _ended = Source<InstanceRecord>();
    private List<(TurnMessage Message, TaskCompletionSource? Persisted)> _inbox = [];
    private InstanceRecord _record;
    private volatile InstanceRecord? _persisted;
    private long _execution;
    private bool _busy;
    private bool _over;

    public InstanceActor(string instanceId, TurnMessage.Started start, HubServices hub, Action<InstanceActor> onEnded)
    {
        InstanceId = instanceId;
        _start = start;
        _hub = hub;
        _onEnded = onEnded;
        _record = InstanceRecord.From(instanceId, start);
        _run = new(instanceId, start, hub, () => Post(new TurnMessage.Refused(OrchestratorRun.ForeignAwait)));
    }

    public string InstanceId { get; }

    /// <summary>As of the last commit; null before the first.</summary>
    public InstanceRecord? Persisted => _persisted;

    public Task<InstanceRecord> Begun => _begun.Task;

    public Task<InstanceRecord> Ended => _ended.Task;

    public void Post(TurnMessage message) => Post(message, null);

    /// <returns>Completes when the message is persisted, or when it is certain that it comes too late.</returns>
    public Task PostAsync(TurnMessage message)
    {
        var persisted = Source();
        Post(message, persisted);
        return persisted.Task;
    }

    /// <summary>Rebuilds the orchestrator from its history, then takes up what was left undone.</summary>
    public void Recover(RecoveredExecution history)
    {
        _execution = history.Execution;
        _rows.AddRange(history.Rows);
        var open = new List<TurnAction>();
        for (var i = 0; i < history.Turns.Count; i++)
        {
            var turn = history.Turns[i];
            var replayed = _run.Execute(turn.At, turn.Messages, replaying: true);
            _record = _record.After(turn, _run.HasBegun);
            if (Divergence.Between(i + 1, turn.Outcome, replayed) is { } divergence)
            {
                _run.Disown();
                Publish(_record);
                Post(new TurnMessage.Refused(divergence));
                return;
            }

            open.AddRange(turn.Outcome.Actions);
        }

        Publish(_record);
        CarryOut(open.Where(action => _run.IsPending(action.Id)));
        ArmStart();
    }

    void IThreadPoolWorkItem.Execute()
    {
        List<(TurnMessage Message, TaskCompletionSource? Persisted)> taken;
        lock (_gate)
        {
            taken = _inbox;
            _inbox = [];
        }

        TakeTurn(taken);
        lock (_gate)
        {
            _busy = _inbox.Count > 0 && !_over;
            if (_busy)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    private void TakeTurn(List<(TurnMessage Message, TaskCompletionSource? Persisted)> taken)
    {
        var messages = taken.Select(item => item.Message).Where(_run.Wants).ToList();
        if (messages.Count == 0)
        {
            return;
        }

        var now = _hub.Time.GetUtcNow().UtcDateTime;
        var at = now > _record.LastUpdatedAt.UtcDateTime ? now : _record.LastUpdatedAt.UtcDateTime;
        var turn = new Turn(at, messages, _run.Execute(at, messages, replaying: false));
        var record = _record = _record.After(turn, _run.HasBegun);
        if (record.HasEnded)
        {
            lock (_gate)
            {
                _over = true;
            }
        }

        Persist(turn, record, [.. taken.Where(item => item.Persisted is not null).Select(item => item.Persisted!)]);
    }

    private void Persist(Turn turn, InstanceRecord record, List<TaskCompletionSource> callers)
    {
        var lsn = _hub.Journal.NextLsn();
        var isFirst = _execution == 0;
        _execution = isFirst ? lsn : _execution;
        var row = _hub.Rows.Turn(InstanceId, _execution, lsn, turn);
        _rows.Add(new(row.Key, row.BodyBlob));
        _hub.Journal.Append(new(record.HasEnded ? [row, _hub.Rows.Instance(record)] : [row])
        {
            Lsn = lsn,
            Committed = () => OnCommitted(turn, record, isFirst, callers),
            Lost = exception => OnLost(exception, callers),
        });
    }

    private void OnCommitted(Turn turn, InstanceRecord record, bool isFirst, List<TaskCompletionSource> callers)
    {
        Publish(record);
        CarryOut(record.HasEnded
            ? turn.Outcome.Actions.OfType<TurnAction.CallActivity>()
            : turn.Outcome.Actions);
        if (isFirst)
        {
            ArmStart();
        }

        if (record.HasEnded)
        {
            _hub.Journal.Discard(_rows);
            _onEnded(this);
            _ended.TrySetResult(record);
            callers.AddRange(Latecomers());
        }

        callers.ForEach(caller => caller.TrySetResult());
    }

    private void OnLost(Exception exception, List<TaskCompletionSource> callers)
    {
        lock (_gate)
        {
            _over = true;
        }

        callers.AddRange(Latecomers());
        callers.ForEach(caller => caller.TrySetException(exception));
    }

    private void Publish(InstanceRecord record)
    {
        _persisted = record;
        if (record.Status != OrchestrationRuntimeStatus.Pending)
        {
            _begun.TrySetResult(record);
        }
    }

    private void CarryOut(IEnumerable<TurnAction> actions)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case TurnAction.CallActivity call:
                    _hub.Activities.Start(this, call);
                    break;
                case TurnAction.CreateTimer timer:
                    _hub.Timers.Arm(this, new TurnMessage.TimerFired(timer.Id), new(timer.FireAt, TimeSpan.Zero));
                    break;
            }
        }
    }

    private void ArmStart()
    {
        if (_start.StartAt is { } at && !_run.HasBegun)
        {
            _hub.Timers.Arm(this, new TurnMessage.StartDue(), at);
        }
    }

    private void Post(TurnMessage message, TaskCompletionSource? persisted)
    {
        lock (_gate)
        {
            // An ended instance answers late callers when its end is persisted, not before: until then a crash could
            // bring it back to life, and what the caller sent would be missing.
            _inbox.Add((message, persisted));
            if (!_busy && !_over)
            {
                _busy = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        if (_ended.Task.IsCompleted)
        {
            Latecomers().ForEach(caller => caller.TrySetResult());
        }
    }

    private List<TaskCompletionSource> Latecomers()
    {
        lock (_gate)
        {
            var callers = _inbox.Where(item => item.Persisted is not null).Select(item => item.Persisted!).ToList();
            _inbox = [];
            return callers;
        }
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> Source<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
