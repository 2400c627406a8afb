using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>An owned hub at work, from recovery to release.</summary>
internal sealed partial class Hub : IDisposable
{
    private readonly DurableEngineOptions _options;
    private readonly HubLease _lease;
    private readonly HubServices _services;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, InstanceActor> _live = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _commits = Task.CompletedTask;
    private Task _renewals = Task.CompletedTask;

    private Hub(DurableEngineOptions options, HubLease lease, HubServices services, EndedInstances ended, ILogger log)
    {
        _options = options;
        _lease = lease;
        _services = services;
        Ended = ended;
        _log = log;
    }

    public EndedInstances Ended { get; }

    public DataConverter Converter => _services.Converter;

    /// <summary>Running instances, as of their last commit.</summary>
    public IEnumerable<InstanceRecord> Running =>
        _live.Values.Select(instance => instance.Persisted).Where(record => record is not null)!;

    public static async Task<Hub> OpenAsync(
        DurableEngineOptions options, DurableWork work, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var log = loggers.CreateLogger<DurableEngine>();
        var storage = new HubStorage(options);
        var lease = new HubLease(storage.Container, options, time, log);
        await lease.AcquireAsync(cancellation);

        var bodies = new BodyStore(storage.Container, log);
        var epoch = await HubEpoch.BeginAsync(storage.Table, cancellation);
        var journal = new Journal(storage.Table, epoch, bodies, time, log);
        var converter = new OptionsDataConverter(options.JsonSerializerOptions);
        var rows = new TurnRows(bodies, epoch.Number);
        var services = new HubServices(
            work, converter, time, loggers, journal, rows, new(work, converter, options.MaxConcurrentActivities), new(time));
        var hub = new Hub(options, lease, services, new(storage.Table, bodies, journal), log);
        var reader = new JournalReader(storage.Table, bodies);
        hub.Recover(await reader.ReadAsync(cancellation));
        hub.Run(async cancellation =>
        {
            await Task.Delay(options.SweepDelay, time, cancellation);
            await bodies.SweepAsync(epoch.Number, reader.ReferencedBodiesAsync, cancellation);
        });
        return hub;
    }

    public async Task<string> StartAsync(string instanceId, TurnMessage.Started start, CancellationToken cancellation)
    {
        if (!_services.Work.TryGetOrchestrator(start.Name, out _))
        {
            throw new ArgumentException($"There is no orchestrator named '{start.Name}'.", nameof(start));
        }

        var instance = new InstanceActor(instanceId, start, _services, Remove);
        if (!_live.TryAdd(instanceId, instance))
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration with instance id '{instanceId}' has not ended yet.");
        }

        await WhilePresentAsync(instance.PostAsync(start), cancellation);
        return instanceId;
    }

    /// <summary>A message for an instance that has ended or never was is dropped.</summary>
    public Task TellAsync(string instanceId, TurnMessage message, CancellationToken cancellation)
    {
        if (_live.TryGetValue(instanceId, out var instance))
        {
            return WhilePresentAsync(instance.PostAsync(message), cancellation);
        }

        Log.Dropped(_log, message.GetType().Name, instanceId);
        return Task.CompletedTask;
    }

    public async Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation) =>
        _live.TryGetValue(instanceId, out var instance) && instance.Persisted is { } record
            ? record
            : await Ended.FindAsync(instanceId, cancellation);

    public async Task<InstanceRecord> WaitAsync(
        string instanceId, Func<InstanceActor, Task<InstanceRecord>> until, CancellationToken cancellation)
    {
        if (_live.TryGetValue(instanceId, out var instance))
        {
            var wait = until(instance);
            await WhilePresentAsync(wait, cancellation);
            return await wait;
        }

        return await Ended.FindAsync(instanceId, cancellation)
            ?? throw new InvalidOperationException($"There is no orchestration with instance id '{instanceId}'.");
    }

    public bool IsRunning(string instanceId) => _live.ContainsKey(instanceId);

    public async Task StopAsync(CancellationToken cancellation)
    {
        await _services.Activities.StopAsync(_options.DrainTimeout, cancellation);
        _services.Timers.Dispose();
        _services.Journal.Complete();
        using (cancellation.UnsafeRegister(static stopping => ((CancellationTokenSource)stopping!).Cancel(), _stopping))
        {
            await Task.WhenAny(_commits);
        }

        await _stopping.CancelAsync();
        await Task.WhenAny(_renewals);
        if (_gone.TrySetException(new InvalidOperationException("The durable engine has stopped.")))
        {
            await _lease.ReleaseAsync();
        }
    }

    public void Dispose()
    {
        _services.Activities.Dispose();
        _services.Timers.Dispose();
        _stopping.Dispose();
    }

    private void Recover(IReadOnlyCollection<RecoveredExecution> executions)
    {
        foreach (var execution in executions.OrderBy(execution => execution.Execution))
        {
            if (execution.HasEnded)
            {
                _services.Journal.Discard(execution.Rows);
            }
            else if (execution.Turns is [{ Messages: [TurnMessage.Started start, ..] }, ..])
            {
                var instance = new InstanceActor(execution.InstanceId, start, _services, Remove);
                _live[execution.InstanceId] = instance;
                instance.Recover(execution);
            }
            else
            {
                Log.Headless(_log, execution.InstanceId, execution.Execution);
            }
        }

        Log.Recovered(_log, _options.HubName, _live.Count);
    }

    private void Run(Func<CancellationToken, Task> sweep)
    {
        _commits = RunUntilGoneAsync(Task.Run(() => _services.Journal.RunAsync(_stopping.Token)));
        _renewals = RunUntilGoneAsync(_lease.KeepAsync(_stopping.Token));
        _ = RunUntilGoneAsync(sweep(_stopping.Token));
    }

    private async Task RunUntilGoneAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The engine is stopping.
        }
#pragma warning disable CA1031 // Whatever ends a part ends the hub: without commits nothing may act.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (_gone.TrySetException(exception))
            {
                Log.Lost(_log, _options.HubName, exception);
                await _stopping.CancelAsync();
                _options.OnOwnershipLost?.Invoke(exception);
            }
        }
    }

    private async Task WhilePresentAsync(Task task, CancellationToken cancellation) =>
        await await Task.WhenAny(task.WaitAsync(cancellation), _gone.Task);

    private void Remove(InstanceActor instance) => _live.TryRemove(new(instance.InstanceId, instance));

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Information, "Hub '{Hub}' is open; {Count} unfinished orchestrations go on")]
        public static partial void Recovered(ILogger logger, string hub, int count);

        [LoggerMessage(12, LogLevel.Critical, "Hub '{Hub}' is lost; nothing runs any more in this process")]
        public static partial void Lost(ILogger logger, string hub, Exception exception);

        [LoggerMessage(
            13, LogLevel.Error, "The journal lacks the start of {InstanceId} (execution {Execution}); it is left alone")]
        public static partial void Headless(ILogger logger, string instanceId, long execution);

        [LoggerMessage(14, LogLevel.Information, "{Message} for {InstanceId} is dropped: it has ended or never was")]
        public static partial void Dropped(ILogger logger, string message, string instanceId);
    }
}
