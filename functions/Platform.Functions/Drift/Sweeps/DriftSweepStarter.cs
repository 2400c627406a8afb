using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Sweeps;
using Platform.Functions.Catalog;
using Platform.Functions.Catalog.Discovery;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>
/// Starts sweeps one at a time, whoever asks and for what: two at once would judge the same subject from different facts.
/// </summary>
public sealed partial class DriftSweepStarter(
    ISweepRecords<DriftSweepResult> records,
    IOptions<DriftSweepOptions> options,
    IOptions<DiscoveryOptions> discovery,
    CollectionLimits limits,
    TimeProvider clock,
    ILogger<DriftSweepStarter> logger)
{
    private readonly SweepTurns<DriftSweepResult> _turns = new(records, "drift-", clock, logger);

    public IReadOnlyList<string> Organizations => discovery.Value.Organizations();

    public async Task OnTimeAsync(DurableTaskClient client, bool isSlow, CancellationToken cancellationToken)
    {
        if (Organizations.Count > 0)
        {
            await StartAsync(client, new(), isSlow ? "slow-timer" : "timer", isSlow, cancellationToken);
        }
    }

    public async Task<SweepStart> StartAsync(
        DurableTaskClient client, DriftScope scope, string trigger, bool isSlow, CancellationToken cancellationToken)
    {
        var id = _turns.NewId();
        if (await _turns.BeginAsync(client, id, cancellationToken) is { } running)
        {
            Log.Running(logger, running, trigger);
            return new(id, running);
        }

        IReadOnlyList<string> organizations = scope.Organization is { } one ? [one]
            : scope.Repository is { } name ? [name.Split('/')[0]]
            : Organizations;
        var input = new DriftSweepInput(
            trigger, scope, organizations, isSlow ? options.Value.DriftSlowCalls : 0,
            limits.ChunkSize, limits.Chunks, limits.ShortestWait, limits.LongestWait);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                DriftSweepNames.Orchestrator, input, new StartOrchestrationOptions(id), cancellationToken);
            return new(id);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return new(id, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sweep {Running} is under way; none is started for {Trigger}.")]
        public static partial void Running(ILogger logger, string running, string trigger);
    }
}
