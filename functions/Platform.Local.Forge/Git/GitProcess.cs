using System.Diagnostics;
using System.Text;

namespace Platform.Local.Forge.Git;

/// <summary>Starts the <c>git</c> executable without configuration and environment of the person who runs the forge.</summary>
internal static class GitProcess
{
    public static ProcessStartInfo StartInfo(string workingDirectory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        return start;
    }

    /// <summary>Runs to the end and gives standard output.</summary>
    /// <exception cref="InvalidOperationException">git failed; the message holds what it said.</exception>
    public static byte[] Read(string workingDirectory, IEnumerable<string> arguments, string input = "")
    {
        using var process = Process.Start(StartInfo(workingDirectory, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result.Trim()}");
    }
}
