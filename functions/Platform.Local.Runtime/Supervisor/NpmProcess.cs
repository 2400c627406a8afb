using System.Diagnostics;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>Runs <c>npm ci</c> and turns its failures into sentences.</summary>
internal static class NpmProcess
{
    private const int TailLines = 12;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);
    private static readonly string[] OfflineCodes =
        ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH"];

    public static async Task CleanInstallAsync(
        string name,
        string folder,
        NodeTools tools,
        string searchPath,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        // No package of ours needs its install scripts, and what does not run can do no harm.
        string[] arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
        var start = new ProcessStartInfo(tools.Npm, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = searchPath;
        var tail = new Queue<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Remember(tail, line.Data);
        process.ErrorDataReceived += (_, line) => Remember(tail, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await WaitAsync(process, name, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ProcessEnding.Kill(process);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new LocalServicesException(Explain(name, folder, process.ExitCode, tail));
        }
    }

    private static async Task WaitAsync(
        Process process, string name, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var since = new Deadline(TimeSpan.MaxValue);
        var exit = process.WaitForExitAsync(cancellationToken);
        while (await Task.WhenAny(exit, Task.Delay(ReportEvery, cancellationToken)).ConfigureAwait(false) != exit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report($"Installing {name} ... {since.Elapsed.TotalSeconds:0} s");
        }

        await exit.ConfigureAwait(false);
    }

    private static void Remember(Queue<string> tail, string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (tail)
        {
            tail.Enqueue(line);
            if (tail.Count > TailLines)
            {
                tail.Dequeue();
            }
        }
    }

    private static string Explain(string name, string folder, int status, Queue<string> tail)
    {
        string said;
        lock (tail)
        {
            said = string.Join(Environment.NewLine, tail);
        }

        var advice = Array.Exists(OfflineCodes, code => said.Contains(code, StringComparison.Ordinal))
            ? "The npm registry can't be reached: check the network, or npm's 'registry' and 'proxy' settings (npm config list)."
            : $"Run 'npm ci --ignore-scripts' in {folder} to see it whole.";
        return $"{name} could not be installed: 'npm ci' ended with status {status}. {advice} " +
            $"npm's last lines:{Environment.NewLine}{said}";
    }
}
