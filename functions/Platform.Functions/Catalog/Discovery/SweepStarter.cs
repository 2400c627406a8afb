using System.Globalization;
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
/// Starts sweeps, of organisations one at a time: two at once would spend the host's calls twice and find the same. One that was
/// begun and whose orchestration is no more does not stand in the way.
/// </summary>
public sealed partial class SweepStarter(
    ISweepRecords<SweepResult> records,
    IOptions<DiscoveryOptions> options,
    DiscoveryLimits limits,
    TimeProvider clock,
    ILogger<SweepStarter> logger)
{
    private const string Prefix = "sweep-";
    private const string Form = "yyyyMMdd'T'HHmmssfff";

    /// <summary>Between the row and the orchestration passes no more than this, or the process has died there.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public IReadOnlyList<string> Organizations => options.Value.Organizations();

    /// <param name="scope">Null for all organisations.</param>
    public async Task<SweepStart> StartAsync(
        DurableTaskClient client, SweepScope? scope, string trigger, CancellationToken cancellationToken)
    {
        var id = Prefix + clock.GetUtcNow().ToString(Form, CultureInfo.InvariantCulture);
        // One repository costs a few calls at most, and somebody waits for it.
        if (scope?.Repository is null && await BeginAsync(client, id, cancellationToken) is { } running)
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

    /// <returns>The sweep that is under way already.</returns>
    private async Task<string?> BeginAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        var running = await records.TryBeginAsync(id, instead: null, cancellationToken);
        while (running is not null)
        {
            var instance = await client.GetInstanceAsync(running, cancellationToken);
            if (instance is { IsCompleted: false } || (instance is null && IsYoung(running)))
            {
                return running;
            }

            Log.Abandoned(logger, running);
            running = await records.TryBeginAsync(id, running, cancellationToken);
        }

        return null;
    }

    private bool IsYoung(string id) =>
        DateTimeOffset.TryParseExact(
            id[Prefix.Length..], Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)
        && clock.GetUtcNow() - begun < Grace;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sweep {Running} is under way; none is started for {Trigger}.")]
        public static partial void Running(ILogger logger, string running, string trigger);

        [LoggerMessage(2, LogLevel.Warning, "Sweep {Sweep} was begun and has no orchestration that works on it.")]
        public static partial void Abandoned(ILogger logger, string sweep);
    }
}
