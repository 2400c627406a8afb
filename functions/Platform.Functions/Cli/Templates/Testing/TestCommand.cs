using System.Globalization;

namespace Platform.Functions.Cli.Templates.Testing;

/// <summary><c>templates test</c>: runs the tests that stand beside templates, offline and side by side.</summary>
internal static class TestCommand
{
    private const string Usage =
        "usage: templates test [PATH...] [--junit FILE] [--no-verify] [--update-snapshots] [--parallel N] [--json]";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(
            args, Usage, ["no-verify", "update-snapshots", "json"], ["junit", "parallel"]);
        var files = TemplatePaths.Find(arguments.Positional.Count > 0 ? arguments.Positional : ["."], Usage);
        var parallel = arguments.Text("parallel") is not { } written ? Environment.ProcessorCount
            : int.TryParse(written, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new CommandException(ExitCode.Usage, $"--parallel needs a number from 1, not '{written}'.\n{Usage}");
        using var platform = new OfflinePlatform();
        var runner = new TestRunner(platform, !arguments.Has("no-verify"), arguments.Has("update-snapshots"));
        var planned = new List<PlannedCase>();
        foreach (var file in files)
        {
            planned.AddRange(await runner.PlanAsync(file, cancellationToken));
        }

        if (planned.Count == 0)
        {
            throw new CommandException(
                ExitCode.Usage,
                    $"None of the {files.Count} templates has tests: a file template.tests.yaml beside template.yaml.");
        }

        var report = new TestReport(planned.Count, arguments.Has("json"), Console.Out, Console.Error);
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(planned, options, async (item, token) => report.Add(await runner.RunAsync(item, token)));
        if (arguments.Text("junit") is { } junit)
        {
            await File.WriteAllTextAsync(junit, JUnit.Of(report.Results), cancellationToken);
        }

        return report.Finish();
    }
}
