using Platform.Local.Runtime.Durable.Orchestration;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>What every instance of a hub shares.</summary>
internal sealed record HubServices(
    OrchestratorServices Orchestrators,
    TimeProvider Time,
    Journal Journal,
    TurnRows Rows,
    ActivityRunner Activities,
    DurableTimers Timers);
