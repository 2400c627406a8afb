using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Queues;

/// <summary>Listens to the queues of all queue functions while the host runs.</summary>
internal sealed class QueueListeners(
    FunctionCatalog functions,
    HostSettings settings,
    InvocationPipeline pipeline,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<QueueListener> _listeners = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var triggers = functions.Of<QueueTriggerAttribute>(TriggerKind.Queue).ToList();
        var queues = triggers.ConvertAll(found => Client(found.Trigger.Connection, settings.Resolve(found.Trigger.QueueName)));
        await Task.WhenAll(queues.Select(queue => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
        _listeners.AddRange(triggers.Zip(queues, Listener));
        _listeners.ForEach(listener => listener.Start());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_listeners.Select(listener => listener.DrainAsync(settings.DrainTimeout, cancellationToken)));
    }

    public void Dispose() => _stopping.Dispose();

    private QueueListener Listener((LocalFunction Function, QueueTriggerAttribute Trigger) found, QueueClient queue)
    {
        var poison = QueueNames.PoisonOf(queue.Name) is { } name ? Client(found.Trigger.Connection, name) : null;
        var processor = new MessageProcessor(
            found.Function, queue, poison, settings.Queues, pipeline, loggers.CreateLogger<MessageProcessor>());
        return new QueueListener(queue, settings.Queues, processor, loggers.CreateLogger<QueueListener>(), _stopping.Token);
    }

    private QueueClient Client(string? connection, string name) => new(settings.ConnectionString(connection), name);
}
