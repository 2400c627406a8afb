using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Templates;

/// <summary>The service of a rendered repository, running.</summary>
internal sealed partial class GeneratedService : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private GeneratedService(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? string.Empty);
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? string.Empty);
    }

    public HttpClient Client { get; } = new();

    /// <summary>What it has said on both streams.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Runs a command in the repository to its end; the answer is its status and what it said.</summary>
    public static async Task<(int Status, string Output)> RunAsync(
        RenderedGoldenPath rendered, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var service = new GeneratedService(StartInfo(rendered, command));
        await using (service)
        {
            service.Start();
            await service._process.WaitForExitAsync(cancellationToken);
            return (service._process.ExitCode, service.Output);
        }
    }

    public static async Task<GeneratedService> StartAsync(
        RenderedGoldenPath rendered,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken)
    {
        var start = StartInfo(rendered, command);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var service = new GeneratedService(start);
        service.Start();
        await Eventually.HoldsAsync(() => service.FindAddress() || service._process.HasExited, cancellationToken);
        Assert.False(service._process.HasExited, service.Output);
        return service;
    }

    /// <summary>Asks it to end, as Kubernetes does; returns its status.</summary>
    public async Task<int> StopAsync()
    {
        await _process.StopAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        _process.Dispose();
        Client.Dispose();
    }

    private static ProcessStartInfo StartInfo(RenderedGoldenPath rendered, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = rendered.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOST"] = "127.0.0.1";
        start.Environment["PORT"] = "0";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    private void Start()
    {
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private bool FindAddress()
    {
        if (Listening().Match(Output) is { Success: true } match)
        {
            Client.BaseAddress = new Uri($"http://127.0.0.1:{match.Groups["port"].Value}");
            return true;
        }

        return false;
    }

    // The first is uvicorn's, the second the Node service's own log line.
    [GeneratedRegex("""running on http://127\.0\.0\.1:(?<port>\d+)|"message":"listening".*"port":(?<port>\d+)""")]
    private static partial Regex Listening();
}
