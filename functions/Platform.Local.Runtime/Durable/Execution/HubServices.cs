using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>What every instance of a hub shares.</summary>
internal sealed record HubServices(
    DurableWork Work,
    DataConverter Converter,
    TimeProvider Time,
    ILoggerFactory Loggers,
    Journal Journal,
    TurnRows Rows,
    ActivityRunner Activities,
    DurableTimers Timers,
    string DefaultVersion);
