using System.Diagnostics;
using Platform.Core.Scaffolding.Testing;

namespace Platform.Functions.Cli.Templates.Testing;

/// <summary>A <c>verify:</c> command, run by the shell in the rendered tree.</summary>
internal static class VerifyProcess
{
    private const int ShownLines = 40;

    /// <returns>Why it failed, with the end of what it said; null when it passed.</returns>
    public static async Task<string?> RunAsync(VerifyCommand command, string folder, CancellationToken cancellationToken)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/d", "/c", command.Command])
            : new ProcessStartInfo("sh", ["-ec", command.Command]);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        // As CI sets it: tools ask nothing and colour nothing.
        start.Environment["CI"] = "true";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(command.Timeout);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return $"verify '{command.Command}' did not end within {command.Timeout.TotalSeconds:0} s";
        }

        return process.ExitCode == 0
            ? null
            : $"verify '{command.Command}' ended with status {process.ExitCode}:\n{End(await output + await error)}";
    }

    private static string End(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').TakeLast(ShownLines).Select(line => $"    {line.TrimEnd('\r')}"));
}
