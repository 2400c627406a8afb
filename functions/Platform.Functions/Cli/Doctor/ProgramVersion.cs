using System.Diagnostics;

namespace Platform.Functions.Cli.Doctor;

/// <summary>What a program says about its own version.</summary>
internal static class ProgramVersion
{
    /// <exception cref="InvalidOperationException">It ended with another status than 0; the message is what it said.</exception>
    public static async Task<string> AskAsync(string file, string searchPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, ["--version"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // npm is a script that looks for node.
        start.Environment["PATH"] = searchPath;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output.Trim()
                : throw new InvalidOperationException(FirstLine(await error + output));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault("it said nothing");
}
