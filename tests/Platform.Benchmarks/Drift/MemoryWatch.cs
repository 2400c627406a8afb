using System.Diagnostics;

namespace Platform.Benchmarks.Drift;

/// <summary>
/// Looks at this process's memory while something else runs. It has the collector free what it can before each look, so that the
/// peak is what was really held; collecting costs some time, which the measured one pays.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private long _most;

    public MemoryWatch() => _watching = WatchAsync();

    public long MostResident { get; private set; }

    public (long Before, long Most, long After) Finish()
    {
        _end.Cancel();
        _watching.Wait();
        return (_before, Math.Max(_most, _before), GC.GetTotalMemory(forceFullCollection: true));
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            GC.Collect();
            _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false));
            using var process = Process.GetCurrentProcess();
            MostResident = Math.Max(MostResident, process.PeakWorkingSet64);
            await Task.Delay(Pause, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
