using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Orchestration;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>One execution of an instance: an orchestrator that continues as new begins another.</summary>
internal sealed class InstanceExecution(string instanceId, TurnMessage.Started start, HubServices hub, Action<Delivery> post)
{
    public TurnMessage.Started Start { get; } = start;

    public string Id => Start.ExecutionId;

    /// <summary>The LSN of its first turn; 0 before there is one.</summary>
    public long Lsn { get; set; }

    public OrchestratorRun Run { get; } = new(
        instanceId,
        start,
        hub.Orchestrators,
        () => post(new(new TurnMessage.Refused(OrchestratorRun.ForeignAwait)) { Execution = start.ExecutionId }));

    /// <summary>The journal's rows of its turns.</summary>
    public List<DiscardedRow> Rows { get; } = [];

    public TurnLog Turns { get; } = new();

    /// <summary>The execution that follows; the instance stays the same.</summary>
    public TurnMessage.Started Next(Renewal renewal, DateTime at) => Start with
    {
        ExecutionId = Guid.NewGuid().ToString("N"),
        Input = renewal.Input,
        Version = renewal.Version,
        CreatedAt = new(at, TimeSpan.Zero),
        StartAt = null,
        Generation = Start.Generation + 1,
        Carried = renewal.Carried.Count > 0 ? renewal.Carried : null,
    };

    /// <summary>Activities and timers; what goes to other instances goes by letter.</summary>
    public void CarryOut(InstanceActor instance, IEnumerable<TurnAction> actions)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case TurnAction.CallActivity call:
                    hub.Activities.Start(instance, Id, call);
                    break;
                case TurnAction.CreateTimer timer:
                    Arm(instance, new TurnMessage.TimerFired(timer.Id), new(timer.FireAt, TimeSpan.Zero));
                    break;
            }
        }
    }

    public void ArmStart(InstanceActor instance)
    {
        if (Start.StartAt is { } at && !Run.HasBegun)
        {
            Arm(instance, new TurnMessage.StartDue(), at);
        }
    }

    private void Arm(InstanceActor instance, TurnMessage message, DateTimeOffset at) =>
        hub.Timers.Arm(instance, new(message) { Execution = Id }, at);
}
