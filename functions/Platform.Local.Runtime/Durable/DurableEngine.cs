using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.Local.Runtime.Durable;

/// <summary>Runs orchestrations of one hub in this process, on a journal in Azure Tables and Blobs.</summary>
public sealed class DurableEngine(DurableEngineOptions options, DurableWork work, TimeProvider time, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    public DurableTaskClient Client => throw new NotSupportedException($"{options.HubName}: {work}, {time}, {loggers}");

    public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
