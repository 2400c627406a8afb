using System.Runtime.InteropServices;
using System.Text.Json;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>The edge of a keeper's process: its session, its signals, its log and its one report.</summary>
internal static class KeeperProcess
{
    public static async Task<int> RunAsync(ServiceSpec spec)
    {
        ProcessEnding.LeaveSession();
        using var log = new BoundedLog(spec.Directory().Log);
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            await new Keeper(spec, log).RunAsync(Report, stop.Token).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
        {
            // Nobody else would say why the service is not there.
            log.Write(exception.ToString());
            Report(new KeeperReport(null, exception.Message));
            return 3;
        }
    }

    private static void Report(KeeperReport report) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(report, SupervisorJson.Options));
}
