using System.Diagnostics;
using System.Text.Json;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>Starts a keeper as a process of its own and waits until it reports its service as ready, or why it is not.</summary>
internal static class KeeperLauncher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<ServiceEndpoints> StartAsync(ServiceSpec spec, string tools, CancellationToken cancellationToken)
    {
        var assembly = ShadowCopy.Of(typeof(KeeperLauncher).Assembly.Location, tools, alone: true);
        var start = new ProcessStartInfo(DotnetMuxer.Path, ["exec", assembly, SupervisorProgram.Keep])
        {
            // Inherited streams would keep a caller's pipe open for as long as the keeper lives.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.Directory().Root,
        };
        using var process = Process.Start(start) ?? throw new LocalServicesException("The keeper could not be started.");
        var line = JsonSerializer.Serialize(spec, SupervisorJson.Options);
        await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
        process.StandardInput.Close();
        var report = await ReportOfAsync(process, spec, cancellationToken).ConfigureAwait(false);
        return report switch
        {
            { Endpoints: { } endpoints } => endpoints,
            { Error: { } error } => throw new LocalServicesException(error),
            _ => throw new LocalServicesException(
                $"The keeper of {spec.Name} ended before it was ready. Its log is {spec.Directory().Log}."),
        };
    }

    private static async Task<KeeperReport?> ReportOfAsync(
        Process process, ServiceSpec spec, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false);
            return line is null ? null : JsonSerializer.Deserialize<KeeperReport>(line, SupervisorJson.Options);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalServicesException(
                $"{spec.Name} was not ready within {Patience.TotalSeconds:0} s. Its log is {spec.Directory().Log}.");
        }
    }
}

/// <summary>The one line that a keeper writes to the client that started it.</summary>
internal sealed record KeeperReport(ServiceEndpoints? Endpoints, string? Error);
