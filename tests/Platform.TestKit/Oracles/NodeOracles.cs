using System.Diagnostics;
using Platform.Local.Runtime.Supervisor;
using Platform.TestKit.Services;

namespace Platform.TestKit.Oracles;

/// <summary>
/// Other implementations and published contracts from npm, pinned by the lock beside this file and installed on first
/// use under <c>.local/oracles</c>, once for all test processes.
/// </summary>
public static class NodeOracles
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>A file inside an installed package, for example <c>@octokit/openapi/generated/api.github.com.json</c>.</summary>
    public static async Task<string> PathOf(string file)
    {
        var path = Path.Combine(await Installed.Value, "node_modules", file);
        return File.Exists(path) || Directory.Exists(path) ? path : throw new FileNotFoundException("No such oracle file.", path);
    }

    /// <summary>Runs an ES module (top-level await, <c>import</c> of the packages) and returns its standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended with another status than 0; the message has what it said.</exception>
    public static async Task<string> RunAsync(string script, string input, CancellationToken cancellationToken)
    {
        var file = await WriteAsync(script, cancellationToken);
        try
        {
            return await RunFileAsync(file, input, cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Puts an ES module where it finds the packages; the caller removes the file. A file rather than an argument: scripts may be
    /// long, and stack traces name a line.
    /// </summary>
    public static async Task<string> WriteAsync(string script, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(await Installed.Value, "scripts");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.mjs");
        await File.WriteAllTextAsync(file, script, cancellationToken);
        return file;
    }

    private static async Task<string> RunFileAsync(string file, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await using var ending = cancellationToken.Register(() => ProcessEnding.Kill(process));
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything; its status says whether that was meant.
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"Node ended with status {process.ExitCode}: {await error}");
    }

    private static Task<string> InstallAsync()
    {
        var install = new NpmInstall(
            "the npm packages that tests compare with",
            Path.Combine(AppContext.BaseDirectory, "Oracles"),
            Path.Combine(RepositoryRoot.Path, ".local", "oracles"));
        var searchPath = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return install.EnsureAsync(searchPath, new Progress<string>(Console.Error.WriteLine), CancellationToken.None);
    }
}
