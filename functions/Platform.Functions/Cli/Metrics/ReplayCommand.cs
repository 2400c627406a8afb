using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Reports;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Metrics;

/// <summary><c>metrics replay</c>: DORA's metrics and what they rest on, from a file of events alone.</summary>
internal static class ReplayCommand
{
    private const string Usage =
        $"usage: metrics replay FILE.ndjson [--options FILE] [--json]\n  CSV: {CsvArguments.Options}";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["json"], ["options", .. CsvArguments.Names]);
        if (arguments.Positional is not [var file])
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var options = await OptionsAsync(arguments.Text("options"), cancellationToken);
        if (!options.IsOk)
        {
            await TellAsync(options.Problems);
            return ExitCode.InputAtFault;
        }

        var run = new ReplayRun(options.Value);
        await foreach (var filed in EventFiles.ReadAsync(file, CsvArguments.Parse(arguments, Usage), Usage, cancellationToken))
        {
            run.Add(filed, file);
        }

        var report = run.Report();
        await TellAsync(run.Problems);
        var (tally, ok) = (run.Tally, run.Problems.Count == 0);
        await Console.Error.WriteLineAsync(
            $"{tally.Events} events: {tally.Recorded} recorded, {tally.Repeated} repeated, {tally.Refused} refused.");
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        if (arguments.Has("json"))
        {
            await output.WriteLineAsync(PlatformJson.Serialize(new ReplayResult(
                ok,
                [.. run.Problems.Select(EventError.Of)],
                tally,
                options.Value,
                report)));
        }
        else
        {
            ReplayText.Write(report, output);
        }

        return ok ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static async Task<Result<DoraOptions>> OptionsAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return DoraOptions.Default;
        }

        return File.Exists(file)
            ? DoraOptionsFile.Parse(file, await File.ReadAllTextAsync(file, cancellationToken))
            : throw new CommandException(ExitCode.Usage, $"There is no file '{file}' of options.\n{Usage}");
    }

    private static async Task TellAsync(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(ProblemText.Of(problem));
        }
    }

    /// <param name="Ok">False when an event had a problem; the figures are then those of the others.</param>
    private sealed record ReplayResult(
        bool Ok, IReadOnlyList<EventError> Errors, ReplayTally Events, DoraOptions Options, DeliveryReport Report);
}
