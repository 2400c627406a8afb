using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>What an orchestrator's execution needs, also where nothing is persisted.</summary>
internal sealed record OrchestratorServices(
    DurableWork Work, DataConverter Converter, ILoggerFactory Loggers, string DefaultVersion);
