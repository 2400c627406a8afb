using System.Diagnostics;
using System.Globalization;

namespace Platform.Local.Runtime.Durable.Storage;

/// <summary>
/// Which process owns a hub. Process ids are reused, so the process's start and the machine's boot belong to the name.
/// </summary>
internal sealed record HubOwner(string Machine, string Boot, int Pid, long Started)
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    public static HubOwner Current { get; } = new(
        Environment.MachineName, BootId(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>True only if it is certain: the owner ran on this machine and doesn't any more.</summary>
    public bool IsKnownDead => Machine == Current.Machine && (Boot != Current.Boot || StartOf(Pid) != Started);

    public bool IsOnThisMachine => Machine == Current.Machine;

    public override string ToString() => $"process {Pid} on {Machine}";

    private static string BootId() => File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : string.Empty;

    private static long? StartOf(int pid) => OperatingSystem.IsLinux() ? StartInClockTicks(pid) : StartInMinutes(pid);

    private static long? StartInClockTicks(int pid)
    {
        try
        {
            // The name in parentheses may hold anything; state is the first field behind it, start time the twentieth.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Elsewhere start times are computed and jitter; a process id isn't reused within a minute.
    private static long? StartInMinutes(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().AddSeconds(30).Ticks / TimeSpan.TicksPerMinute;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
