using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Catalog.Export;

/// <summary><c>catalog export</c>: a running platform's entities as files that a Backstage reads.</summary>
internal static class ExportCommand
{
    private const int PageSize = 200;

    private const string Usage =
        $"usage: catalog export [--out DIR] [--json] {PlatformApi.Options}\n"
        + $"DIR is {Default} when left out, and must be empty or hold an earlier export, which is brought up to date.\n"
        + $"To have a Backstage read it, register DIR/{ExportFolder.List}. {PlatformApi.Explained}";

    private const string Default = "catalog-export";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["json"], ["out", "platform", "key-file"]);
        if (arguments.Positional.Count > 0)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        using var platform = PlatformApi.Of(arguments, Usage);
        var folder = ExportFolder.Open(arguments.Text("out") ?? Default);
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        var progress = new CommandProgress(Console.Error);
        var (left, done) = (0, 0);
        var at = await platform.PositionAsync(cancellationToken);
        string? cursor = null;
        do
        {
            // The whole of it is read at one position or later, so that what was there before the command is in it.
            var query = cursor is null ? "orderField=metadata.uid,asc" : $"cursor={Uri.EscapeDataString(cursor)}";
            var page = await platform.GetAsync($"catalog/entities/by-query?limit={PageSize}&{query}", at, cancellationToken);
            foreach (var item in page["items"]!.AsArray().OfType<JsonObject>())
            {
                var line = await folder.WriteAsync(ExportedEntity.Of(item), cancellationToken);
                left += line.Outcome == ExportOutcome.LeftOut ? 1 : 0;
                done++;
                if (arguments.Has("json"))
                {
                    await output.WriteLineAsync(PlatformJson.Serialize(line).AsMemory(), cancellationToken);
                }
            }

            progress.Tell("Exported", done, (int)page["totalItems"]!);
            cursor = (string?)page["pageInfo"]?["nextCursor"];
        }
        while (cursor is not null);

        await folder.FinishAsync(cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{done - left} entities in {folder.Path}, {left} locations left out, as they only lead to the others."));
        return ExitCode.Fine;
    }
}
