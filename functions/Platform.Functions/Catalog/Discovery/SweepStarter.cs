using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Functions.Catalog.Discovery;

/// <param name="Running">The sweep that is under way instead.</param>
public sealed record SweepStart(string Id, string? Running = null);

/// <summary>
/// Starts sweeps, of organisations one at a time: two at once would spend the host's calls twice and find the same.
/// </summary>
public sealed partial class SweepStarter(
    ISweepRecords<SweepResult> records,
    IOptions<DiscoveryOptions> options,
    DiscoveryLimits limits,
    TimeProvider clock,
    ILogger<SweepStarter> logger)
{
    private readonly SweepTurns<SweepResult> _turns = new(records, "sweep-", clock, logger);

    public IReadOnlyList<string> Organizations => options.Value.Organizations();

    /// <param name="scope">Null for all organisations.</param>
    public async Task<SweepStart> StartAsync(
        DurableTaskClient client, SweepScope? scope, string trigger, CancellationToken cancellationToken)
    {
        var id = _turns.NewId();
        // One repository costs a few calls at most, and somebody waits for it.
        if (scope?.Repository is null && await _turns.BeginAsync(client, id, cancellationToken) is { } running)
        {
            Log.Running(logger, running, trigger);
            return new(id, running);
        }

        IReadOnlyList<SweepScope> scopes = scope is not null ? [scope] : [.. Organizations.Select(name => new SweepScope(name))];
        var input = new SweepInput(trigger, scopes, limits.ChunkSize, limits.Chunks, limits.ShortestWait, limits.LongestWait);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                DiscoveryNames.Orchestrator, input, new StartOrchestrationOptions(id), cancellationToken);
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
