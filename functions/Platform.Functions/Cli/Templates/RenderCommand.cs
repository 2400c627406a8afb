using System.Text.Json.Nodes;
using Platform.Adapters.Files;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Functions.Cli.Templates;

/// <summary><c>templates render</c>: what a task would have in its workspace at its end.</summary>
internal static class RenderCommand
{
    private const string Usage =
        "usage: templates render TEMPLATE.yaml --values FILE [--out DIR] [--lenient] [--allow-stubs] [--json]";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["lenient", "allow-stubs", "json"], ["values", "out"]);
        if (arguments.Positional is not [var file])
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var folder = arguments.Text("out");
        if (folder is not null
            && (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())))
        {
            throw new CommandException(
                ExitCode.Usage, $"--out needs a folder that is empty or not there yet; '{folder}' is neither.");
        }

        var mode = arguments.Has("lenient") ? RenderMode.Lenient : RenderMode.Strict;
        using var platform = new OfflinePlatform();
        var run = new TemplateRun(platform);
        var values = await ValuesAsync(platform, arguments.Text("values"), cancellationToken);
        var loaded = await run.LoadAsync(file, mode, cancellationToken);
        var result = loaded.IsOk && values.IsOk
            ? await run.RunAsync(
                loaded.Value,
                values.Value,
                mode,
                new DryRunOptions(arguments.Has("allow-stubs")),
                cancellationToken)
            : DryRunResult.Failed([.. loaded.Problems, .. values.Problems]);
        var report = await RenderReport.OfAsync(result, platform.Contents, cancellationToken);
        if (folder is not null && report.Ok)
        {
            await WorkspaceFolder.WriteAsync(platform.Contents, result.Workspace, folder, cancellationToken);
        }

        report.Write(arguments.Has("json"), Console.Out, Console.Error);
        return report.Ok ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static async Task<Result<JsonObject>> ValuesAsync(
        OfflinePlatform platform, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return Result<JsonObject>.Ok([]);
        }

        if (!File.Exists(file))
        {
            throw new CommandException(ExitCode.Usage, $"There is no file '{file}' of values.\n{Usage}");
        }

        var read = platform.Documents.Read(file, await File.ReadAllTextAsync(file, cancellationToken));
        return read.FirstOrDefault(document => !document.IsOk) is { } broken ? Result<JsonObject>.Failed(broken.Problems)
            : read.Count == 0 || read[0].Value?.Root is null ? Result<JsonObject>.Ok([])
            : read[0].Value!.Root is JsonObject values ? values
            : new Problem("values-invalid", "The values must be an object.", Expected: "an object", Place: read[0].Value!.Start);
    }
}
