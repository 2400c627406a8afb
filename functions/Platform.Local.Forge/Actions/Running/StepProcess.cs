using System.Diagnostics;
using Platform.Local.Forge.Actions.Workflows;

namespace Platform.Local.Forge.Actions.Running;

/// <summary>Runs one command in a process group of its own, so that nothing it started outlives the job.</summary>
internal sealed class StepProcess
{
    private static readonly string? SetSid = ToolSetup.FindExecutable("setsid");

    // A service that a step left running keeps the output open; the step has ended all the same.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    private readonly List<int> _groups = [];

    /// <summary>Gives the exit code; cancelling kills the group.</summary>
    public async Task<int> RunAsync(
        string[] command,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        JobLog log,
        CancellationToken cancellationToken)
    {
        string[] line = SetSid is null ? command : [SetSid, .. command];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        _groups.Add(process.Id);
        var output = Task.WhenAll(CopyAsync(process.StandardOutput, log), CopyAsync(process.StandardError, log));
        try
        {
            // WaitForExitAsync would wait for the output to end, which a process in the background may hold open for ever.
            var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            process.EnableRaisingEvents = true;
            process.Exited += (_, _) => exited.TrySetResult();
            if (!process.HasExited)
            {
                await exited.Task.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await KillAsync([process.Id]);
            process.Kill(entireProcessTree: true);
            throw;
        }

        await Task.WhenAny(output, Task.Delay(DrainTime, cancellationToken));
        return process.ExitCode;
    }

    /// <summary>Ends what steps left running in the background.</summary>
    public Task KillAllAsync() => KillAsync(_groups);

    private static async Task KillAsync(List<int> groups)
    {
        if (SetSid is not null && groups.Count > 0)
        {
            string[] arguments = ["-KILL", "--", .. groups.Select(group => FormattableString.Invariant($"-{group}"))];
            using var kill = Process.Start(new ProcessStartInfo("kill", arguments) { RedirectStandardError = true })!;
            await kill.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task CopyAsync(StreamReader from, JobLog log)
    {
        try
        {
            while (await from.ReadLineAsync() is { } line)
            {
                log.Line(line);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process is gone, or was disposed of while something in the background kept the output open.
        }
    }
}
