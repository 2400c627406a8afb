using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Platform.Benchmarks.Render;

/// <summary>This program again, for what only a fresh process can show; its last line of output is JSON.</summary>
internal static class ChildProcess
{
    public static Task<JsonObject> RunAsync(params string[] args) => RunAsync(typeof(ChildProcess).Assembly.Location, args);

    /// <summary>Another program, of the same kind of answer.</summary>
    public static async Task<JsonObject> RunAsync(string program, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args])
        {
            RedirectStandardOutput = true,
            // As the app is configured to run.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!.AsObject()
            : throw new InvalidOperationException($"The child process ended with status {process.ExitCode}.");
    }
}
