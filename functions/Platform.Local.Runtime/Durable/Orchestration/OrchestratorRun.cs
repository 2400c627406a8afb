using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>
/// One execution of an orchestrator, alive in memory between its turns. Given the same messages it must act in the same
/// way; that is how it is rebuilt after a restart.
/// </summary>
internal sealed class OrchestratorRun
{
    private readonly Func<TaskOrchestrationContext, Task<object?>>? _orchestrator;
    private readonly DataConverter _converter;
    private readonly TurnSynchronizationContext _flow;
    private readonly LocalOrchestrationContext _context;
    private readonly TurnMessage.Started _start;
    private readonly HeldMessages _held = new();
    private Task<object?>? _body;
    private Completion? _completion;
    private bool _returned;
    private bool _suspended;
    private bool _replaying;

    public OrchestratorRun(
        string instanceId, TurnMessage.Started start, OrchestratorServices services, Action onForeignContinuation)
    {
        // As the real host does by default, an instance of a newer version is left to a newer process.
        var isNewer = services.DefaultVersion.Length > 0
            && TaskVersions.Compare(start.Version ?? string.Empty, services.DefaultVersion) > 0;
        _orchestrator = !isNewer && services.Work.TryGetOrchestrator(start.Name, out var orchestrator) ? orchestrator : null;
        _converter = services.Converter;
        _start = start;
        _flow = new(onForeignContinuation);
        _context = new(instanceId, start, _flow, services);
    }

    /// <summary>False while a start time lies ahead.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether this process has the orchestrator, in this version; otherwise the run only keeps what comes.</summary>
    public bool IsKnown => _orchestrator is not null;

    public bool IsParked { get; private set; }

    public OrchestrationRuntimeStatus OpenStatus =>
        IsPaused ? OrchestrationRuntimeStatus.Suspended
        : HasBegun ? OrchestrationRuntimeStatus.Running
        : OrchestrationRuntimeStatus.Pending;

    private bool IsPaused => _suspended || IsParked;

    private bool IsOver => _returned || _completion is not null;

    /// <summary>Whether the message can still change anything: a cancelled timer's firing can't.</summary>
    public bool Wants(TurnMessage message) => !IsKnown || HeldMessages.Answers(message) is not { } id || IsOpen(id);

    /// <summary>Forgets how a replay ended, because it was the wrong way; the engine decides what comes next.</summary>
    public void Disown() => (_completion, _returned) = (null, false);

    /// <summary>Whether the orchestrator's task still waits for an answer.</summary>
    public bool IsOpen(int id) => _context.IsPending(id) && !_held.HasAnswerTo(id);

    /// <returns>What came of it, and how many of the messages it took until the execution was over.</returns>
    public (TurnOutcome Outcome, int Taken) Execute(DateTime at, IReadOnlyList<TurnMessage> messages, bool replaying)
    {
        _replaying = replaying;
        _context.BeginTurn(at, replaying);
        var taken = 0;
        _flow.Run(() =>
        {
            for (; taken < messages.Count && !IsOver; taken++)
            {
                Deliver(messages[taken]);
                ReleaseHeld();
            }
        });
        var renewal = _returned && _completion is null ? _context.TakeRenewal() : null;
        var (actions, status) = _context.EndTurn();
        return (new(actions, status, _completion, renewal), taken);
    }

    private void Deliver(TurnMessage message)
    {
        if (IsPaused && HeldMessages.Waits(message))
        {
            _held.Add(message);
            return;
        }

        Apply(message);
        _flow.Drain();
        if (_completion is null && _body is { } body)
        {
            Look(body);
        }
    }

    private void ReleaseHeld()
    {
        while (!IsPaused && _held.TryTake(out var message))
        {
            if (!IsOver)
            {
                Deliver(message);
            }
            else if (message is TurnMessage.EventRaised left)
            {
                // For the next execution, if there is one.
                _context.Raise(left.Name, left.Payload);
            }
        }
    }

    private void Apply(TurnMessage message)
    {
        switch (message)
        {
            case TurnMessage.Started { StartAt: null } or TurnMessage.StartDue:
                Begin();
                break;
            case TurnMessage.ActivityCompleted completed:
                _context.Complete(completed.Id, completed.Result);
                break;
            case TurnMessage.SubCompleted completed:
                _context.Complete(completed.Id, completed.Result);
                break;
            case TurnMessage.ActivityFailed failed:
                _context.Fail(failed.Id, failed.Failure);
                break;
            case TurnMessage.SubFailed failed:
                _context.Fail(failed.Id, failed.Failure);
                break;
            case TurnMessage.TimerFired fired:
                _context.Complete(fired.Id, null);
                break;
            case TurnMessage.EventRaised raised:
                _context.Raise(raised.Name, raised.Payload);
                break;
            default:
                ApplyControl(message);
                break;
        }
    }

    private void ApplyControl(TurnMessage message)
    {
        switch (message)
        {
            case TurnMessage.Suspended:
                _suspended = true;
                break;
            case TurnMessage.Resumed:
                _suspended = false;
                break;
            case TurnMessage.Parked:
                IsParked = true;
                break;
            case TurnMessage.Unparked:
                IsParked = false;
                break;
            case TurnMessage.Terminated terminated:
                _completion = new(OrchestrationRuntimeStatus.Terminated, terminated.Output, null);
                break;
            case TurnMessage.Refused refused:
                _completion = Completion.Failed(refused.Failure);
                break;
        }
    }

    private void Begin()
    {
        if (HasBegun)
        {
            return;
        }

        HasBegun = true;
        foreach (var carried in _start.Carried ?? [])
        {
            _context.Raise(carried.Name, carried.Payload);
        }

        if (_orchestrator is not null)
        {
            _body = InvokeAsync(_orchestrator);
        }
        else if (!_replaying)
        {
            _completion = Completion.Failed(
                new(Divergence.NotFoundType, $"There is no orchestrator named '{_start.Name}'.", null, null));
        }
    }

    // Turns an exception thrown before the first await into a failed task.
    private async Task<object?> InvokeAsync(Func<TaskOrchestrationContext, Task<object?>> body)
    {
        using var trace = DurableTracing.Enter(_start.TraceParent);
        return await body(_context);
    }

    private void Look(Task<object?> body)
    {
        if (!body.IsCompleted)
        {
            _completion = _context.WaitsForHistory ? null : Completion.Failed(ForeignAwait);
            return;
        }

        try
        {
            var output = _converter.Serialize(body.GetAwaiter().GetResult());
            _returned = true;
            _completion = _context.WantsRenewal ? null : new(OrchestrationRuntimeStatus.Completed, output, null);
        }
#pragma warning disable CA1031 // Whatever the orchestrator throws is its instance's outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _completion = Completion.Failed(Failure.From(exception));
        }
    }

    internal static Failure ForeignAwait { get; } = new(
        "NonDurableAwait",
        "The orchestrator awaits something that is not in its history. It may await only activities, timers, events and "
        + "sub-orchestrations of its context, without ConfigureAwait(false), Task.Run or I/O.",
        null,
        null);
}
