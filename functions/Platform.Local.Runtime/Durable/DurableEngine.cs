using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.Client;
using Platform.Local.Runtime.Durable.Execution;

namespace Platform.Local.Runtime.Durable;

/// <summary>Runs orchestrations of one hub in this process, on a journal in Azure Tables and Blobs.</summary>
public sealed class DurableEngine : IHostedService, IAsyncDisposable
{
    private readonly DurableEngineOptions _options;
    private readonly DurableWork _work;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly TaskCompletionSource<Hub> _hub = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    public DurableEngine(DurableEngineOptions options, DurableWork work, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _work = work;
        _time = time;
        _loggers = loggers;
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
            _hub.SetResult(await Hub.OpenAsync(_options, _work, _time, _loggers, cancellationToken));
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

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (_hub.Task.IsCompletedSuccessfully)
        {
            (await _hub.Task).Dispose();
        }
    }
}
