using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Cli;

/// <summary>The command line as a pipeline calls it: a process with a status and two streams.</summary>
internal sealed record CommandProcess(int Status, string Output, string Prose)
{
    public IReadOnlyList<JsonObject> Lines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static Task<CommandProcess> RunAsync(CancellationToken cancellationToken, params string[] args) =>
        RunInAsync(string.Empty, [], args, cancellationToken);

    public static Task<CommandProcess> RunAsync(
        Dictionary<string, string> environment, CancellationToken cancellationToken, params string[] args) =>
        RunInAsync(string.Empty, environment, args, cancellationToken);

    public static Task<CommandProcess> RunInAsync(string folder, CancellationToken cancellationToken, params string[] args) =>
        RunInAsync(folder, [], args, cancellationToken);

    /// <param name="folder">The command's current folder; this process's own when it is empty.</param>
    private static async Task<CommandProcess> RunInAsync(
        string folder, Dictionary<string, string> environment, string[] args, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PlatformApp).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        // On a runner of GitHub's it names the repository that is being built there.
        start.Environment.Remove("GITHUB_WORKSPACE");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var prose = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await prose);
    }
}
