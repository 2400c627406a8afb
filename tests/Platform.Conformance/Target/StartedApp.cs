using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Platform.Conformance.Target;

/// <summary>The app in a process of its own, on storage and a forge organisation that nobody else uses.</summary>
internal sealed class StartedApp : IAsyncDisposable
{
    private const string Program = "Platform.Conformance.App";

    private readonly Process _process;
    private readonly IReadOnlyDictionary<string, string?> _settings;

    private StartedApp(Process process, IReadOnlyDictionary<string, string?> settings)
    {
        _process = process;
        _settings = settings;
    }

    public string? Setting(string name) => _settings.GetValueOrDefault(name);

    public static async Task<StartedApp> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [ProgramPath()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("dotnet could not be started.");
        var errors = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? string.Empty);
        process.BeginErrorReadLine();
        if (await process.StandardOutput.ReadLineAsync() is not { } settings)
        {
            await process.WaitForExitAsync();
            throw new InvalidOperationException($"The app did not start:\n{string.Join('\n', errors)}");
        }

        return new(process, JsonSerializer.Deserialize<Dictionary<string, string?>>(settings)!);
    }

    /// <summary>The end of its input tells it to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // artifacts/local/bin/Platform.Conformance/debug -> artifacts/local/bin/Platform.Conformance.App/debug
    private static string ProgramPath()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, Program, here.Name, $"{Program}.dll");
    }
}
