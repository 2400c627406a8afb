using System.Text.Json;

namespace Platform.Local.Forge;

/// <summary>Runs the forge until SIGTERM or Ctrl+C.</summary>
internal static class Program
{
    private const int UsageError = 2;
    private const string StopWithInput = "FORGE_STOP_WITH_INPUT";

    private static async Task<int> Main(string[] args)
    {
        if (ForgeOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(ForgeOptions.Usage);
            return UsageError;
        }

        await using var server = await ForgeServer.StartAsync(options);
        if (options.ReadyFile is { } file)
        {
            // Whoever waits for the file must never see half of it.
            await File.WriteAllTextAsync(
                file + ".tmp",
                JsonSerializer.Serialize(new { url = server.Url, pid = Environment.ProcessId }));
            File.Move(file + ".tmp", file, overwrite: true);
        }

        // A keeper that was killed sends no signal; the end of the pipe that it held tells the same.
        var stopped = server.WaitForShutdownAsync();
        await (
            Environment.GetEnvironmentVariable(StopWithInput) == "1"
                ? Task.WhenAny(stopped, Task.Run(Console.In.ReadToEndAsync))
                : stopped);
        return 0;
    }
}
