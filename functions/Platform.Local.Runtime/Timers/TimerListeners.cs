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
            var schedules = Schedules(triggers);
            var container = new BlobContainerClient(settings.ConnectionString(null), Container);
            _listeners.AddRange(triggers.Zip(schedules, (found, schedule) => Listener(found, schedule, container)));
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

    private List<Schedule> Schedules(List<(LocalFunction Function, TimerTriggerAttribute Trigger)> triggers)
    {
        var problems = new List<string>();
        var schedules = new List<Schedule>();
        foreach (var (function, trigger) in triggers)
        {
            var expression = settings.Resolve(trigger.Schedule);
            if (Schedule.TryParse(expression, out var schedule))
            {
                schedules.Add(schedule);
            }
            else
            {
                problems.Add($"Function '{function.Name}': its schedule '{expression}' is neither NCRONTAB with six fields "
                    + "(seconds first) nor an interval such as '00:05:00'.");
            }
        }

        return problems.Count == 0 ? schedules : throw new FunctionAppException(problems);
    }

    private TimerListener Listener(
        (LocalFunction Function, TimerTriggerAttribute Trigger) found, Schedule schedule, BlobContainerClient container) => new(
        found.Function,
        found.Trigger,
        schedule,
        new TimerStore(container, found.Function.Name),
        pipeline,
        time,
        loggers.CreateLogger<TimerListener>(),
        _stopping.Token);
}
