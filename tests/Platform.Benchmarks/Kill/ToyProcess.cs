using System.Diagnostics;
using System.Threading.Channels;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Benchmarks.Kill;

/// <summary>One life of the toy host.</summary>
internal sealed class ToyProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public ToyProcess(string connection, string effects)
    {
        var start = new ProcessStartInfo(DotnetMuxer.Path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(ToyProcess).Assembly.Location, "kill", ToyHost.ChildArgument, connection, effects },
        };

        // Lives are short: compiling twice costs more than it gains.
        start.Environment["DOTNET_TieredPGO"] = "0";
        Started = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _ = ReadAsync();
    }

    public long Started { get; }

    /// <summary>Ends when the process has ended and everything that it said was read.</summary>
    public ChannelReader<string> Lines => _lines.Reader;

    public async Task SayAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It is dead; whatever it did not answer is asked again.
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Closes stdin, which is how the driver's end looks; the host stops gracefully.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
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

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.EndsWith(ToyHost.EndOfAnswer, StringComparison.Ordinal))
            {
                await _lines.Writer.WriteAsync(line[..^ToyHost.EndOfAnswer.Length]);
            }
        }

        _lines.Writer.Complete();
    }
}
