using Platform.Adapters.Yaml;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;
using Platform.Functions.Cli.Metrics;

namespace Platform.Functions.Cli.Drift;

/// <summary>
/// <c>drift validate</c>: what is wrong with a golden-path.yaml; <c>drift test</c>: whether its scorecards say of made-up
/// subjects what their author expects; <c>drift rules</c>: what there is to configure.
/// </summary>
internal static class DriftCommand
{
    private const string Usage =
        "usage: drift validate FILE [--json]\n       drift test FILE --fixtures FILE [--json]\n       drift rules";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["json"], ["fixtures"]);
        switch (arguments.Positional)
        {
            case ["rules"]:
                await Console.Out.WriteAsync(RuleDocs.Markdown());
                return ExitCode.Fine;
            case ["validate", var file]:
                return await ValidateAsync(file, arguments.Has("json"), cancellationToken);
            case ["test", var file] when arguments.Text("fixtures") is { } fixtures:
                return await ScorecardTest.RunAsync(
                    file, await TextAsync(file, cancellationToken), fixtures, await TextAsync(fixtures, cancellationToken),
                    arguments.Has("json"));
            default:
                throw new CommandException(ExitCode.Usage, Usage);
        }
    }

    private static async Task<int> ValidateAsync(string file, bool json, CancellationToken cancellationToken)
    {
        var read = GoldenPathFile.Read(new YamlDocumentReader(), await TextAsync(file, cancellationToken), file);
        if (json)
        {
            await Console.Out.WriteLineAsync(PlatformJson.Serialize(new Verdict(
                file, read.IsOk, [.. read.Problems.Select(EventError.Of)])));
        }
        else
        {
            foreach (var problem in read.Problems)
            {
                await Console.Out.WriteLineAsync(ProblemText.Of(problem));
            }

            await Console.Error.WriteLineAsync(read.IsOk ? $"{file} is fine." : $"{file}: {read.Problems.Count} mistakes.");
        }

        return read.IsOk ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static async Task<string> TextAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.EnvironmentAtFault, $"'{file}' can't be read: {unreadable.Message}");
        }
    }

    private sealed record Verdict(string File, bool Valid, IReadOnlyList<EventError> Errors);
}
