using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Timers;

/// <summary>Runs all timer functions while the host runs.</summary>
internal sealed class TimerListeners(
    FunctionCatalog functions,
    HostSettings settings,
    InvocationPipeline pipeline,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    /// <summary>The container that the real host keeps its own blobs in.</summary>
    private const string Container = "azure-webjobs-hosts";

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TimerListener> _listeners = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var triggers = functions.Of<TimerTriggerAttribute>(TriggerKind.Timer).ToList();
        if (triggers.Count > 0)
        {
            var container = new BlobContainerClient(settings.ConnectionString(null), Container);
            _listeners.AddRange(triggers.Select(found => Listener(found, container)));
            _listeners.ForEach(listener => listener.Start());
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_listeners.Select(listener => listener.Completion))
            .WaitAsync(settings.DrainTimeout, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private TimerListener Listener(
        (LocalFunction Function, TimerTriggerAttribute Trigger) found, BlobContainerClient container) => new(
        found.Function,
        found.Trigger,
        Schedule.Parse(settings.Resolve(found.Trigger.Schedule)),
        new TimerStore(container, found.Function.Name),
        pipeline,
        time,
        loggers.CreateLogger<TimerListener>(),
        _stopping.Token);
}
