namespace Platform.Local.Runtime.Supervisor;

/// <summary>
/// Keeps one service alive for as long as it has clients, and a little longer. It restarts nothing: a service that
/// ends by itself is reported in the log, and the next client starts it anew.
/// </summary>
internal sealed class Keeper(ServiceSpec spec, BoundedLog log)
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    private readonly ServiceDirectory _directory = spec.Directory();

    /// <param name="report">Told once: ready, or why not.</param>
    /// <param name="stop">Ends the service at once, with or without clients.</param>
    public async Task RunAsync(Action<KeeperReport> report, CancellationToken stop)
    {
        using var alive = await FileLock.TakeAsync(
            _directory.KeeperLock, LockPatience, $"another keeper of {spec.Name}", stop).ConfigureAwait(false);
        EmptyVolatileDirectory();
        using var child = KeptProcess.Start(spec, log);
        SupervisorJson.Write(_directory.Child, child.Identity);
        try
        {
            var endpoints = await ReadyAsync(child, stop).ConfigureAwait(false);
            SupervisorJson.Write(_directory.Endpoints, endpoints);
            report(new KeeperReport(endpoints, null));
            log.Write($"{spec.Name} is ready, process {child.Identity.Id}.");
            using var idle = await UntilIdleAsync(child, stop).ConfigureAwait(false);
            await EndAsync(child).ConfigureAwait(false);
        }
        catch
        {
            await EndAsync(child).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ServiceEndpoints> ReadyAsync(KeptProcess child, CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(ReadyPatience);
        try
        {
            var urls = await child.ReadyAsync(timeout.Token).ConfigureAwait(false);
            var self = ProcessIdentity.OfThisProcess();
            return new ServiceEndpoints(Guid.NewGuid().ToString("N"), spec.Signature, self, urls, spec.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new LocalServicesException(
                $"{spec.Name} was not ready within {ReadyPatience.TotalSeconds:0} s. Its log is {_directory.Log}.");
        }
    }

    /// <summary>Returns the held start lock when the last client is long gone; null when it ends for another reason.</summary>
    private async Task<FileLock?> UntilIdleAsync(KeptProcess child, CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Clamp(spec.Linger.TotalMilliseconds / 4, 50, 1000));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var exit = child.ExitAsync(ended.Token);
        var idle = new Deadline(spec.Linger);
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAny(exit, Task.Delay(pause, stop)).ConfigureAwait(false);
            if (exit.IsCompletedSuccessfully)
            {
                log.Write(await child.ObituaryAsync().ConfigureAwait(false));
                return null;
            }

            // Somebody who holds the lock is joining or starting: then there is a client.
            var start = FileLock.TryTake(_directory.StartLock);
            if (start is null || ClientMembership.Count(_directory) > 0)
            {
                idle = new Deadline(spec.Linger);
            }
            else if (idle.IsOver)
            {
                await ended.CancelAsync().ConfigureAwait(false);
                return start;
            }

            start?.Dispose();
        }

        return null;
    }

    private async Task EndAsync(KeptProcess child)
    {
        File.Delete(_directory.Endpoints);
        await child.StopAsync(spec.StopPatience).ConfigureAwait(false);
        File.Delete(_directory.Child);
        log.Write($"{spec.Name} has stopped.");
    }

    private void EmptyVolatileDirectory()
    {
        if (spec.VolatileDirectory is { } volatileDirectory && Directory.Exists(volatileDirectory))
        {
            Directory.Delete(volatileDirectory, recursive: true);
        }

        if (spec.ReadyFile is { } ready)
        {
            File.Delete(ready);
        }
    }
}
