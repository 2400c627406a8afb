using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Orchestration;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>An owned hub at work, from recovery to release.</summary>
internal sealed partial class Hub : IDisposable
{
    private const string GivesWay = "A new instance of this id was asked for, in a way that lets it replace this one.";

    private readonly DurableEngineOptions _options;
    private readonly HubLease _lease;
    private readonly HubServices _services;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, InstanceActor> _live = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InstanceIdPolicy _ids;
    private readonly PostOffice _post;
    private Task _commits = Task.CompletedTask;
    private Task _renewals = Task.CompletedTask;

    private Hub(DurableEngineOptions options, HubLease lease, HubServices services, EndedInstances ended, ILogger log)
    {
        _options = options;
        _lease = lease;
        _services = services;
        Ended = ended;
        _ids = new(_live, ended);
        _post = new(_live, _ids, services, log);
        Purge = new(ended, IsRunning);
        _log = log;
    }

    public EndedInstances Ended { get; }

    public InstancePurge Purge { get; }

    public DataConverter Converter => _services.Orchestrators.Converter;

    public string DefaultVersion => _services.Orchestrators.DefaultVersion;

    /// <summary>Running instances, as of their last commit.</summary>
    public IEnumerable<InstanceRecord> Running =>
        _live.Values.Select(instance => instance.Persisted).Where(record => record is not null)!;

    /// <summary>Running instances whose orchestrator this process lacks.</summary>
    public IReadOnlyList<InstanceRecord> Stranded =>
        [.. _live.Values.Where(instance => !instance.IsKnown).Select(instance => instance.Persisted).OfType<InstanceRecord>()];

    public static async Task<Hub> OpenAsync(
        DurableEngineOptions options,
        OrchestratorServices orchestrators,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var log = orchestrators.Loggers.CreateLogger<DurableEngine>();
        var storage = new HubStorage(options);
        var lease = new HubLease(storage.Container, options, time, log);
        await lease.AcquireAsync(cancellation);

        var bodies = new BodyStore(storage.Container, log);
        var epoch = await HubEpoch.BeginAsync(storage.Table, cancellation);
        var journal = new Journal(storage.Table, epoch, bodies, time, log);
        var activities = new ActivityRunner(orchestrators.Work, orchestrators.Converter, options.MaxConcurrentActivities);
        var services = new HubServices(orchestrators, time, journal, new(bodies, epoch.Number), activities, new(time));
        var hub = new Hub(options, lease, services, new(storage.Table, bodies, journal), log);
        var reader = new JournalReader(storage.Table, bodies);
        hub.Recover(await reader.ReadAsync(epoch.Lsn, cancellation));
        hub.Run(async cancellation =>
        {
            await Task.Delay(options.SweepDelay, time, cancellation);
            await bodies.SweepAsync(epoch.Number, reader.ReferencedBodiesAsync, cancellation);
        });
        return hub;
    }

    /// <param name="instanceId">Its id.</param>
    /// <param name="start">Its first message.</param>
    /// <param name="refused">In which statuses an instance of this id refuses the start; null: while it has not ended.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task StartAsync(
        string instanceId,
        TurnMessage.Started start,
        IReadOnlySet<OrchestrationRuntimeStatus>? refused,
        CancellationToken cancellation)
    {
        if (!_services.Orchestrators.Work.TryGetOrchestrator(start.Name, out _))
        {
            throw new ArgumentException($"There is no orchestrator named '{start.Name}'.", nameof(start));
        }

        var instance = new InstanceActor(instanceId, start, _services, _post);
        while (!await _ids.TryTakeAsync(instance, refused, cancellation))
        {
            // Of this id there is one that is to give way.
            if (_live.TryGetValue(instanceId, out var other))
            {
                await TellAsync(instanceId, new TurnMessage.Terminated(Converter.Serialize(GivesWay)), cancellation);
                await WhilePresentAsync(other.Ended, cancellation);
            }
        }

        await WhilePresentAsync(instance.StartAsync(), cancellation);
    }

    /// <summary>Its sub-orchestrations too, also those of one that has ended already.</summary>
    public async Task TerminateAsync(
        string instanceId, TurnMessage.Terminated message, bool recursive, CancellationToken cancellation)
    {
        await TellAsync(instanceId, message, cancellation);
        foreach (var child in recursive ? _live.Values.Where(instance => instance.ParentId == instanceId).ToList() : [])
        {
            await TerminateAsync(child.InstanceId, message, recursive, cancellation);
        }
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

    /// <returns>The turns of its last execution; null when there is no such instance.</returns>
    public async Task<IReadOnlyList<Turn>?> FindHistoryAsync(string instanceId, CancellationToken cancellation) =>
        _live.TryGetValue(instanceId, out var instance) && instance.Persisted is not null
            ? TurnList.Parse(TurnList.Join(instance.History))
            : await Ended.FindHistoryAsync(instanceId, cancellation);

    private bool IsRunning(string instanceId) => _live.ContainsKey(instanceId);

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
        _ids.Dispose();
        _services.Activities.Dispose();
        _services.Timers.Dispose();
        _stopping.Dispose();
    }

    private void Recover(RecoveredJournal journal)
    {
        _services.Journal.StartBehind(journal.HighestLsn);
        _services.Journal.Discard(journal.Orphans);
        var recovered = new List<(InstanceActor Instance, IReadOnlyList<TurnAction> Open)>();
        foreach (var execution in journal.Executions.Values.OrderBy(execution => execution.Execution))
        {
            var start = execution.Turns.FirstOrDefault()?.Messages.OfType<TurnMessage.Started>().FirstOrDefault();
            if (execution.HasEnded)
            {
                _services.Journal.Discard(execution.Rows);
            }
            else if (start is not null)
            {
                var instance = new InstanceActor(execution.InstanceId, start, _services, _post);
                _live[execution.InstanceId] = instance;
                recovered.Add((instance, instance.Recover(execution)));
            }
            else
            {
                Log.Headless(_log, execution.InstanceId, execution.Execution);
            }
        }

        journal.Letters.ForEach(item => _post.Route(item.Letter, item.Row, recovering: true));
        recovered.ForEach(item => item.Instance.Resume(item.Open));
        Log.Recovered(_log, _options.HubName, _live.Count);
        foreach (var missing in _live.Values.Where(instance => !instance.IsKnown).GroupBy(instance => instance.Name))
        {
            Log.Missing(_log, missing.Key, missing.Count(), missing.First().InstanceId);
        }
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

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Information, "Hub '{Hub}' is open; {Count} unfinished orchestrations go on")]
        public static partial void Recovered(ILogger logger, string hub, int count);

        [LoggerMessage(12, LogLevel.Critical, "Hub '{Hub}' is lost; nothing runs any more in this process")]
        public static partial void Lost(ILogger logger, string hub, Exception exception);

        [LoggerMessage(
            13, LogLevel.Error, "The journal lacks the start of {InstanceId} (execution {Execution}); it is left alone")]
        public static partial void Headless(ILogger logger, string instanceId, long execution);

        [LoggerMessage(15, LogLevel.Error,
            "There is no orchestrator '{Name}' any more, but {Count} unfinished orchestrations need it, such as {InstanceId}. "
            + "They rest until it is back; keep former orchestrators until nothing runs on them")]
        public static partial void Missing(ILogger logger, string name, int count, string instanceId);

        [LoggerMessage(14, LogLevel.Information, "{Message} for {InstanceId} is dropped: it has ended or never was")]
        public static partial void Dropped(ILogger logger, string message, string instanceId);
    }
}
