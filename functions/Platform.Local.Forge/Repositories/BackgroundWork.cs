using System.Collections.Concurrent;

namespace Platform.Local.Forge.Repositories;

/// <summary>Work that goes on after its request was answered; stopping the forge cancels it and waits for its end.</summary>
internal sealed partial class BackgroundWork(ILogger<BackgroundWork> logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    public void Run(Func<CancellationToken, Task> work)
    {
        var task = GuardAsync(work);
        _running[task] = 0;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Keys);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        await Task.Yield();
        try
        {
            await work(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What was begun is resumed by the next start.
        }
        catch (Exception broken)
        {
            Log.Failed(logger, broken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Work in the background failed")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
