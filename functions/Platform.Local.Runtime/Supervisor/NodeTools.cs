using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Platform.Local.Runtime.Supervisor;

/// <summary>The machine's Node.js and npm, checked to be there and new enough.</summary>
internal sealed record NodeTools(string Node, string Npm)
{
    public const int OldestMajor = 20;
    private const string Advice = "Install Node.js 22 or newer (20 works, too) from https://nodejs.org, then try again.";

    /// <param name="searchPath">As the environment's PATH.</param>
    /// <param name="purpose">Completes "... is needed for".</param>
    /// <param name="cancellationToken">Ends the wait for <c>node --version</c>.</param>
    public static async Task<NodeTools> FindAsync(string searchPath, string purpose, CancellationToken cancellationToken)
    {
        var node = Find(searchPath, OperatingSystem.IsWindows() ? ["node.exe"] : ["node"])
            ?? throw new LocalServicesException($"Node.js is needed for {purpose} and was not found on the PATH. {Advice}");
        var npm = Find(searchPath, OperatingSystem.IsWindows() ? ["npm.cmd", "npm.exe"] : ["npm"])
            ?? throw new LocalServicesException($"npm is needed for {purpose} and was not found on the PATH. {Advice}");
        var version = await VersionAsync(node, cancellationToken).ConfigureAwait(false);
        var major = version.TrimStart('v').Split('.')[0];
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= OldestMajor
            ? new NodeTools(node, npm)
            : throw new LocalServicesException(
                $"Node.js {OldestMajor} or newer is needed for {purpose}, but {node} says '{version}'. {Advice}");
    }

    private static string? Find(string searchPath, string[] names) => searchPath
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static async Task<string> VersionAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            var start = new ProcessStartInfo(node, ["--version"]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var version = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return version.Trim();
        }
        catch (Win32Exception exception)
        {
            throw new LocalServicesException($"{node} can't be started: {exception.Message}. {Advice}", exception);
        }
    }
}
