using System.Text.Json;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Orchestration;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>
/// One live instance. It takes its messages one turn at a time; a turn's consequences (activities, timers, letters, answers
/// to callers, what queries see) follow its commit.
/// </summary>
internal sealed class InstanceActor : IThreadPoolWorkItem
{
    private readonly HubServices _hub;
    private readonly PostOffice _post;
    private readonly Inbox _inbox;
    private readonly TaskCompletionSource<InstanceRecord> _begun = Source<InstanceRecord>();
    private readonly TaskCompletionSource<InstanceRecord> _ended = Source<InstanceRecord>();
    private InstanceExecution _execution;
    private InstanceRecord _record;
    private volatile InstanceRecord? _persisted;
    private bool _mayComeBack = true;

    public InstanceActor(string instanceId, TurnMessage.Started start, HubServices hub, PostOffice post)
    {
        InstanceId = instanceId;
        _hub = hub;
        _post = post;
        _inbox = new(() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false));
        _inbox.Hold();
        _record = InstanceRecord.From(instanceId, start);
        _execution = new(instanceId, start, hub, Post);
    }

    public string InstanceId { get; }

    public string? ParentId => _execution.Start.Parent?.InstanceId;

    public string Name => _execution.Start.Name;

    public string? TraceParent => _execution.Start.TraceParent;

    public bool IsKnown => _execution.Run.IsKnown;

    /// <summary>As of the last commit; null before the first.</summary>
    public InstanceRecord? Persisted => _persisted;

    /// <summary>The persisted turns of the present execution, as they are stored.</summary>
    public IReadOnlyCollection<byte[]> History => _execution.Turns.Committed();

    public Task<InstanceRecord> Begun => _begun.Task;

    public Task<InstanceRecord> Ended => _ended.Task;

    public void Post(Delivery delivery)
    {
        // An ended instance answers late callers when its end is persisted, not before: until then a crash could
        // bring it back to life, and what the caller sent would be missing.
        _inbox.Add(delivery);
        if (_ended.Task.IsCompleted)
        {
            TurnAway(_inbox.Empty());
        }
    }

    /// <returns>Completes when the message is persisted, or when it is certain that it comes too late.</returns>
    public Task PostAsync(TurnMessage message)
    {
        var persisted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new(message) { Persisted = persisted });
        return persisted.Task;
    }

    /// <summary>Whatever else has come already comes behind the start.</summary>
    public Task StartAsync()
    {
        var persisted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.GoOn(new Delivery(_execution.Start) { Persisted = persisted });
        return persisted.Task;
    }

    /// <summary>Starts by a letter, so it is persisted already and queries may see it.</summary>
    /// <param name="letter">The start's row.</param>
    /// <param name="recovering">
    /// It is of an earlier process, which may have had an orchestrator that this one lacks. Otherwise the call of an unknown
    /// orchestrator is a mistake.
    /// </param>
    public void StartBy(DiscardedRow letter, bool recovering)
    {
        var start = _execution.Start;
        _mayComeBack = recovering || start.Generation > 0 || _hub.Orchestrators.Work.TryGetOrchestrator(start.Name, out _);
        _record = start.Generation > 0 ? InstanceRecord.From(InstanceId, start, before: null) : _record;
        Publish(_record);
        _inbox.GoOn(new Delivery(start) { Letter = letter });
    }

    /// <summary>Whether the start is that of the execution which this instance waits to begin.</summary>
    public bool TryRenew(TurnMessage.Started start, DiscardedRow letter)
    {
        if (_execution.Lsn != 0 || _execution.Id != start.ExecutionId)
        {
            return false;
        }

        _inbox.GoOn(new Delivery(start) { Letter = letter });
        return true;
    }

    /// <summary>Rebuilds the orchestrator from its history. Letters may follow, then <see cref="Resume"/>.</summary>
    /// <returns>What it had asked for and not yet got.</returns>
    public IReadOnlyList<TurnAction> Recover(RecoveredExecution history)
    {
        _execution.Lsn = history.Execution;
        _execution.Rows.AddRange(history.Rows);
        history.Bodies.ForEach(_execution.Turns.Add);
        _execution.Turns.Commit(history.Bodies.Count);
        var run = _execution.Run;
        var open = new List<TurnAction>();
        for (var i = 0; i < history.Turns.Count; i++)
        {
            var turn = history.Turns[i];
            var (replayed, _) = run.Execute(turn.At, turn.Messages, replaying: true);
            _record = _record.After(turn, run.OpenStatus);
            if (run.IsKnown && Divergence.Between(i + 1, turn.Outcome, replayed) is { } divergence)
            {
                run.Disown();
                Publish(_record);
                _inbox.GoOn(new Delivery(new TurnMessage.Refused(divergence)));
                return [];
            }

            open.AddRange(turn.Outcome.Actions);
        }

        // To be parked with its next turn, which may as well have happened.
        _record = run.IsKnown ? _record : _record with { Status = OrchestrationRuntimeStatus.Suspended };
        Publish(_record);
        if (run.IsKnown == run.IsParked)
        {
            _inbox.GoOn(new Delivery(run.IsKnown ? new TurnMessage.Unparked() : new TurnMessage.Parked()));
        }
        else
        {
            _inbox.GoOn();
        }

        return run.IsKnown ? [.. open.Where(action => run.IsOpen(action.Id))] : [];
    }

    /// <summary>Takes up what a recovery found undone.</summary>
    public void Resume(IReadOnlyList<TurnAction> open)
    {
        _execution.CarryOut(this, open);
        _execution.ArmStart(this);
    }

    void IThreadPoolWorkItem.Execute()
    {
        TakeTurn(_inbox.Take());
        _inbox.EndTurn();
    }

    private void TakeTurn(IReadOnlyList<Delivery> taken)
    {
        var isWanted = taken.ToLookup(item =>
            (item.Execution is null || item.Execution == _execution.Id) && _execution.Run.Wants(item.Message));
        TurnAway(isWanted[false]);
        var wanted = isWanted[true].ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var now = _hub.Time.GetUtcNow().UtcDateTime;
        var last = _record.LastUpdatedAt.UtcDateTime;
        // Always later: ids that the orchestrator makes are named by the time.
        var at = now > last ? now : last.AddTicks(1);
        if (_execution.Run is { IsKnown: false, IsParked: false } && _mayComeBack)
        {
            wanted.Insert(0, new(new TurnMessage.Parked()));
        }

        var (outcome, count) = _execution.Run.Execute(at, [.. wanted.Select(item => item.Message)], replaying: false);
        _inbox.PutBack(wanted.Skip(count));
        Persist(new Turn(at, [.. wanted.Take(count).Select(item => item.Message)], outcome), [.. wanted.Take(count)]);
    }

    private void Persist(Turn turn, List<Delivery> heard)
    {
        var execution = _execution;
        var next = turn.Outcome.Renewal is { } renewal ? execution.Next(renewal, turn.At) : null;
        var record = _record = next is null
            ? _record.After(turn, execution.Run.OpenStatus)
            : InstanceRecord.From(InstanceId, next, _record.After(turn, OrchestrationRuntimeStatus.Running));
        if (record.HasEnded)
        {
            _inbox.Close();
        }
        else if (next is not null)
        {
            _inbox.Hold();
            _execution = new(InstanceId, next, _hub, Post);
        }

        var committed = new CommittedTurn(
            turn, JsonSerializer.SerializeToUtf8Bytes(turn, HistoryJson.Default.Turn), record, next, heard);
        execution.Turns.Add(committed.Body);
        var letters = TurnWriter.Prepare(InstanceId, execution.Start, committed);
        _hub.Journal.Append(letters.Count + 1, lsn => new TurnWriter(InstanceId, execution, _hub.Rows).Write(
            committed,
            letters,
            lsn,
            sent => OnCommitted(execution, committed, sent),
            exception => OnLost(exception, heard)));
    }

    private void OnCommitted(
        InstanceExecution execution, CommittedTurn turn, IReadOnlyList<(Letter Letter, DiscardedRow Row)> sent)
    {
        execution.Turns.Commit(1);
        Publish(turn.Record);
        var isLast = turn.Turn.Outcome.IsLast;
        var actions = turn.Turn.Outcome.Actions;
        execution.CarryOut(this, isLast ? actions.OfType<TurnAction.CallActivity>() : actions);
        if (turn.HasBegun)
        {
            execution.ArmStart(this);
        }

        if (isLast)
        {
            _hub.Journal.Discard(execution.Rows);
        }

        // The id is free before a caller hears of the end, and what was started is there before a client does.
        if (turn.Record.HasEnded)
        {
            _post.Remove(this);
            DurableTracing.Ended(turn.Record, execution.Start);
        }

        foreach (var (letter, row) in sent)
        {
            _post.Route(letter, row, recovering: false);
        }

        if (turn.Record.HasEnded)
        {
            _ended.TrySetResult(turn.Record);
            TurnAway(_inbox.Empty());
        }

        Settle(turn.Heard, exception: null);
    }

    private void OnLost(Exception exception, IReadOnlyList<Delivery> heard)
    {
        _inbox.Close();
        Settle([.. _inbox.Empty(), .. heard], exception);
    }

    private void Publish(InstanceRecord record)
    {
        _persisted = record;
        if (record.Status != OrchestrationRuntimeStatus.Pending)
        {
            _begun.TrySetResult(record);
        }
    }

    /// <summary>It is certain that these will not be heard.</summary>
    private void TurnAway(IEnumerable<Delivery> deliveries)
    {
        var late = deliveries.ToList();
        if (late.Count == 0)
        {
            return;
        }

        _hub.Journal.Discard(late.Where(item => item.Letter is not null).Select(item => item.Letter!.Value));
        Settle(late, exception: null);
    }

    private static void Settle(IReadOnlyList<Delivery> deliveries, Exception? exception)
    {
        foreach (var delivery in deliveries)
        {
            delivery.Settle(exception);
        }
    }

    private static TaskCompletionSource<T> Source<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
