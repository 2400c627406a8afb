using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Platform.Benchmarks.Render;

/// <summary>This program again, for what only a fresh process can show; its last line of output is JSON.</summary>
internal static class ChildProcess
{
    public static async Task<JsonObject> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!.AsObject()
            : throw new InvalidOperationException($"The child process ended with status {process.ExitCode}.");
    }
}
