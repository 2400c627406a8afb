using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.Execution;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>
/// One execution of an orchestrator, alive in memory between its turns. Given the same messages it must act in the same
/// way; that is how it is rebuilt after a restart.
/// </summary>
internal sealed class OrchestratorRun
{
    private readonly DurableWork _work;
    private readonly DataConverter _converter;
    private readonly TurnSynchronizationContext _flow;
    private readonly LocalOrchestrationContext _context;
    private readonly TurnMessage.Started _start;
    private Task<object?>? _body;
    private Completion? _completion;

    public OrchestratorRun(
        string instanceId, TurnMessage.Started start, HubServices hub, Action onForeignContinuation)
    {
        _work = hub.Work;
        _converter = hub.Converter;
        _start = start;
        _flow = new(onForeignContinuation);
        _context = new(instanceId, start, _flow, hub);
    }

    /// <summary>False while a start time lies ahead.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the message can still change anything: a cancelled timer's firing can't.</summary>
    public bool Wants(TurnMessage message) => message switch
    {
        TurnMessage.TimerFired fired => _context.IsPending(fired.Id),
        TurnMessage.ActivityCompleted completed => _context.IsPending(completed.Id),
        TurnMessage.ActivityFailed failed => _context.IsPending(failed.Id),
        _ => true,
    };

    /// <summary>Forgets how a replay ended, because it was the wrong way; the engine decides what comes next.</summary>
    public void Disown() => _completion = null;

    public bool IsPending(int id) => _context.IsPending(id);

    public TurnOutcome Execute(DateTime at, IReadOnlyList<TurnMessage> messages, bool replaying)
    {
        _context.BeginTurn(at, replaying);
        _flow.Run(() =>
        {
            for (var i = 0; i < messages.Count && _completion is null; i++)
            {
                Deliver(messages[i]);
                _flow.Drain();
                _completion ??= HasBegun ? CompletionOfBody() : null;
            }
        });
        var (actions, status) = _context.EndTurn();
        return new(actions, status, _completion);
    }

    private void Deliver(TurnMessage message)
    {
        switch (message)
        {
            case TurnMessage.Started { StartAt: null } or TurnMessage.StartDue:
                Begin();
                break;
            case TurnMessage.ActivityCompleted completed:
                _context.Complete(completed.Id, completed.Result);
                break;
            case TurnMessage.ActivityFailed failed:
                _context.Fail(failed.Id, failed.Failure);
                break;
            case TurnMessage.TimerFired fired:
                _context.Complete(fired.Id, null);
                break;
            case TurnMessage.EventRaised raised:
                _context.Raise(raised.Name, raised.Payload);
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
        HasBegun = true;
        if (!_work.TryGetOrchestrator(_start.Name, out var body))
        {
            _completion = Completion.Failed(
                new(Divergence.NotFoundType, $"There is no orchestrator named '{_start.Name}'.", null, null));
            return;
        }

        _body = InvokeAsync(body);
    }

    // Turns an exception thrown before the first await into a failed task.
    private async Task<object?> InvokeAsync(Func<TaskOrchestrationContext, Task<object?>> body) => await body(_context);

    private Completion? CompletionOfBody()
    {
        if (!_body!.IsCompleted)
        {
            return _context.WaitsForHistory ? null : Completion.Failed(ForeignAwait);
        }

        try
        {
            var output = _converter.Serialize(_body.GetAwaiter().GetResult());
            return new(OrchestrationRuntimeStatus.Completed, output, null);
        }
#pragma warning disable CA1031 // Whatever the orchestrator throws is its instance's outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Completion.Failed(Failure.From(exception));
        }
    }

    internal static Failure ForeignAwait { get; } = new(
        "NonDurableAwait",
        "The orchestrator awaits something that is not in its history. It may await only activities, timers and events of "
        + "its context, without ConfigureAwait(false), Task.Run or I/O.",
        null,
        null);
}
