using Platform.Core.Scaffolding.Linting;

namespace Platform.Functions.Cli.Templates;

/// <summary><c>templates lint</c>: mistakes in templates, without running them.</summary>
internal static class LintCommand
{
    private const string Usage = $"""
        usage: templates lint PATH... [--compat] [--json] [--platform URL [--key-file FILE]]
        With --platform the actions that were registered there are known, too; its API key is in --key-file or
        {PlatformApi.KeyVariable}.
        """;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["compat", "json"], ["platform", "key-file"]);
        if (arguments.Positional.Count == 0)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var files = TemplatePaths.Find(arguments.Positional, Usage);
        using var platform = new OfflinePlatform(await MoreAsync(arguments, cancellationToken));
        var report = new LintReport(arguments.Has("json"), Console.Out, Console.Error);
        var compatibility = new Compatibility();
        for (var i = 0; i < files.Count; i++)
        {
            Console.Error.WriteLine($"[{i + 1}/{files.Count}] {files[i]}");
            var findings = await LintAsync(platform, files[i], cancellationToken);
            compatibility.Add(files[i], findings);
            if (!arguments.Has("compat"))
            {
                report.Write(files[i], findings);
            }
        }

        if (arguments.Has("compat"))
        {
            compatibility.Write(arguments.Has("json"), Console.Out);
            return ExitCode.Fine;
        }

        return report.Finish(files.Count);
    }

    private static async Task<PlatformActions?> MoreAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("platform") is null)
        {
            return null;
        }

        using var platform = PlatformApi.Of(arguments, Usage);
        return PlatformActions.Of(await platform.GetAsync(PlatformActions.Path, null, cancellationToken))
            ?? throw new CommandException(ExitCode.EnvironmentAtFault, "What the platform lists are no actions.");
    }

    private static async Task<IReadOnlyList<LintFinding>> LintAsync(
        OfflinePlatform platform, string file, CancellationToken cancellationToken)
    {
        var stored = await platform.Files.ReadAsync(file, file, cancellationToken);
        if (!stored.IsOk)
        {
            return [.. stored.Problems.Select(problem => new LintFinding(LintSeverity.Error, problem))];
        }

        var findings = await new TemplateLinter(platform.Actions, platform.Contents).LintAsync(stored.Value, cancellationToken);
        return [.. findings.Select(finding => finding with { Problem = DiskPlaces.Of(stored.Value, finding.Problem) })];
    }
}
