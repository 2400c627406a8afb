using System.Runtime.InteropServices;
using System.Text.Json;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>This assembly as a program: the keeper of one local service. Its instructions come on standard input.</summary>
internal static class SupervisorProgram
{
    public const string Verb = "keep";

    private static async Task<int> Main(string[] args)
    {
        if (args is not [Verb] || await Console.In.ReadLineAsync().ConfigureAwait(false) is not { } line)
        {
            await Console.Error.WriteLineAsync("This program keeps the local services; the platform starts it itself.")
                .ConfigureAwait(false);
            return 2;
        }

        ProcessEnding.LeaveSession();
        var spec = JsonSerializer.Deserialize<ServiceSpec>(line, SupervisorJson.Options)!;
        using var log = new BoundedLog(spec.Directory().Log);
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return await RunAsync(spec, log, stop.Token).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(ServiceSpec spec, BoundedLog log, CancellationToken stop)
    {
        try
        {
            await new Keeper(spec, log).RunAsync(Report, stop).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
        {
            // The edge of the process: nobody else would say why the service is not there.
            log.Write(exception.ToString());
            Report(new KeeperReport(null, exception.Message));
            return 3;
        }
    }

    private static void Report(KeeperReport report) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(report, SupervisorJson.Options));
}
