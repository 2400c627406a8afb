using System.Diagnostics;
using Platform.Local.Runtime.Supervisor;

namespace Platform.TestKit.Services;

public static class ProcessStopping
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>SIGTERM where that exists, a kill when that does not end it; returns when it is gone.</summary>
    public static Task StopAsync(this Process process) => process.EndAsync(Patience);
}
