using System.Diagnostics;
using System.Text.Json;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Local.Tests.Supervisor;

/// <summary>Another process that shares the services, and can be killed as a host is.</summary>
internal sealed class OtherProcess : IAsyncDisposable
{
    private readonly Process _process;

    private OtherProcess(Process process, string connectionString)
    {
        _process = process;
        StorageConnectionString = connectionString;
    }

    public string StorageConnectionString { get; }

    public static async Task<OtherProcess> StartAsync(LocalServicesOptions options)
    {
        var assembly = typeof(LocalServices).Assembly.Location;
        var start = new ProcessStartInfo(DotnetMuxer.Path, ["exec", assembly, SupervisorProgram.Hold])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(options, SupervisorJson.Options));
        await process.StandardInput.FlushAsync();
        var answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new OtherProcess(process, answer ?? throw new InvalidOperationException("The other process failed."));
    }

    /// <summary>SIGKILL, to it alone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
