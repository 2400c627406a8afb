using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Platform.Functions.Tests.Cli;

/// <summary>The command line as a pipeline calls it: a process with a status and two streams.</summary>
internal sealed record CommandProcess(int Status, string Output, string Prose)
{
    public IReadOnlyList<JsonObject> Lines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static async Task<CommandProcess> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PlatformApp).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var prose = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await prose);
    }
}
