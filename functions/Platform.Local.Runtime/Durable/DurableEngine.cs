using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.Client;
using Platform.Local.Runtime.Durable.Execution;
using Platform.Local.Runtime.Durable.Orchestration;

namespace Platform.Local.Runtime.Durable;

/// <summary>Runs orchestrations of one hub in this process, on a journal in Azure Tables and Blobs.</summary>
public sealed class DurableEngine : IHostedService, IAsyncDisposable
{
    private readonly DurableEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly OrchestratorServices _orchestrators;
    private readonly TaskCompletionSource<Hub> _hub = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    public DurableEngine(DurableEngineOptions options, DurableWork work, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _time = time;
        _orchestrators = new(
            work, new OptionsDataConverter(options.JsonSerializerOptions), loggers, options.DefaultVersion);
        Client = new LocalDurableTaskClient(options.HubName, time, cancellation => _hub.Task.WaitAsync(cancellation));
    }

    /// <summary>May be used before the engine has started: its calls wait.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>Takes the hub over and goes on with what was left unfinished.</summary>
    /// <exception cref="HubOwnedException">Another live process owns the hub.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _hub.SetResult(await Hub.OpenAsync(_options, _orchestrators, _time, cancellationToken));
        }
        catch (Exception exception)
        {
            _hub.TrySetException(exception);
            throw;
        }
    }

    /// <summary>
    /// Persists what is done, leaves the rest to the next start, and gives the hub up. With a cancelled token it persists
    /// nothing more, as after a crash.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_hub.Task.IsCompletedSuccessfully || _stopped)
        {
            return;
        }

        _stopped = true;
        await (await _hub.Task).StopAsync(cancellationToken);
    }

    /// <summary>
    /// Orchestrators that are not there any more although unfinished instances need them. These rest, and go on once a
    /// process has their orchestrator again.
    /// </summary>
    public async Task<IReadOnlyList<MissingOrchestrator>> FindMissingOrchestratorsAsync(CancellationToken cancellationToken)
    {
        var hub = await _hub.Task.WaitAsync(cancellationToken);
        return [.. hub.Stranded
            .GroupBy(record => (record.Name, record.Version))
            .Select(group => new MissingOrchestrator(
                group.Key.Name, group.Key.Version, group.Count(), group.Select(record => record.InstanceId).Order().First()))
            .OrderBy(missing => missing.Name, StringComparer.Ordinal)];
    }

    /// <summary>An instance's history as a file to check later code against; without stacks, which name machines.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public async Task<string> RecordHistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        var hub = await _hub.Task.WaitAsync(cancellationToken);
        var turns = await hub.FindHistoryAsync(instanceId, cancellationToken);
        return turns is null
            ? throw new ArgumentException($"There is no orchestration with instance id '{instanceId}'.", nameof(instanceId))
            : GoldenHistory.Write(instanceId, turns);
    }

    /// <summary>Replays a recorded history against today's orchestrator; needs no storage and no started engine.</summary>
    /// <returns>Null when it acts as recorded; otherwise what differs, and what to do about it.</returns>
    public string? CheckHistory(string recorded) => GoldenHistory.Check(recorded, _orchestrators);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (_hub.Task.IsCompletedSuccessfully)
        {
            (await _hub.Task).Dispose();
        }
    }
}
