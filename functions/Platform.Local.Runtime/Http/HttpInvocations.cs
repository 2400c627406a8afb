using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Http;

/// <summary>Runs HTTP functions, and when the host stops ends those that don't end by themselves, such as streams.</summary>
internal sealed partial class HttpInvocations(
    InvocationPipeline pipeline, HostSettings settings, IHostApplicationLifetime lifetime, ILogger<HttpInvocations> logger)
    : IHostedLifecycleService
{
    private readonly ConcurrentDictionary<HttpContext, Task> _running = new();

    public async Task InvokeAsync(LocalFunction function, HttpContext http)
    {
        var done = new TaskCompletionSource();
        _running[http] = done.Task;
        try
        {
            await RunAsync(function, http);
        }
        finally
        {
            Activity.Current?.SetTag("http.response.status_code", http.Response.StatusCode);
            _running.TryRemove(http, out _);
            done.SetResult();
        }
    }

    /// <summary>Comes before the web server stops, which would wait for its connections for as long as it may.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped by code tells its lifecycle services before it says that it stops.
        lifetime.StopApplication();
        await Task.WhenAll(_running.Values).WaitAsync(settings.DrainTimeout, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var http in _running.Keys)
        {
            http.Abort();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(LocalFunction function, HttpContext http)
    {
        using var cancellation =
            CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var call = new FunctionCall(function, http.Request, cancellation.Token)
        {
            Http = http,
            BindingData = HttpBindingData.Of(http),
        };
        try
        {
            await pipeline.InvokeAsync(call, HttpResults.WriteAsync);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.ClientGone(logger, function.Name);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, failure, function.Name);
            if (http.Response.HasStarted)
            {
                // The client has part of an answer; only a broken connection tells it that there is no more.
                http.Abort();
                return;
            }

            http.Response.Clear();
            http.Response.StatusCode = failure is BadHttpRequestException refused
                ? refused.StatusCode
                : StatusCodes.Status500InternalServerError;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "'{Function}' failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string function);

        [LoggerMessage(2, LogLevel.Debug, "The client of '{Function}' is gone.")]
        public static partial void ClientGone(ILogger logger, string function);
    }
}
