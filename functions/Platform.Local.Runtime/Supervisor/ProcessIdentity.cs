using System.ComponentModel;
using System.Diagnostics;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>A process by number and start time, because numbers are used again.</summary>
internal sealed record ProcessIdentity(int Id, DateTime StartedUtc)
{
    // The start time is derived from the boot time, which may wander a little when the machine's clock is adjusted.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static ProcessIdentity Of(Process process) => new(process.Id, process.StartTime.ToUniversalTime());

    public static ProcessIdentity OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return Of(process);
    }

    /// <summary>Null when it has ended, or when its number belongs to another process by now.</summary>
    public Process? Find()
    {
        try
        {
            var process = Process.GetProcessById(Id);
            if (!process.HasExited && (process.StartTime.ToUniversalTime() - StartedUtc).Duration() < Tolerance)
            {
                return process;
            }

            process.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Asks it to end and insists after <paramref name="patience"/>; returns when it is gone.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        using var process = Find();
        if (process is not null)
        {
            await process.EndAsync(patience).ConfigureAwait(false);
        }
    }
}
