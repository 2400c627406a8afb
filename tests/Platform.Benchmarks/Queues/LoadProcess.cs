using System.Diagnostics;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Benchmarks.Queues;

/// <summary>One life of the host under load.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoadProcess(string connection, string effects, TimeSpan lease, Action handled)
    {
        string[] arguments =
            [typeof(LoadProcess).Assembly.Location, "queues", LoadHost.ChildArgument, connection, effects, $"{lease}"];
        _process = Process.Start(new ProcessStartInfo(DotnetMuxer.Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _reading = ReadAsync(handled);
    }

    /// <summary>Completes when the host listens; fails when it ends before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>SIGKILL; afterwards everything that it said was counted.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task ReadAsync(Action handled)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == LoadProgress.HandledLine)
            {
                handled();
            }
            else if (line == LoadProgress.ReadyLine)
            {
                _ready.TrySetResult();
            }
        }

        _ready.TrySetException(new InvalidOperationException("The host ended before it was ready."));
        _ = _ready.Task.Exception;
    }
}
