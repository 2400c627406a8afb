using System.Text.Json.Nodes;
using Platform.Core.Metrics.Replay;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Metrics;

/// <summary><c>events validate</c>: whether events would be understood, and which of them no figure is made of.</summary>
internal static class ValidateEventsCommand
{
    private const string Usage = $"usage: events validate FILE... [--json]\n  CSV: {CsvArguments.Options}";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var arguments = CommandArguments.Parse(args, Usage, ["json"], CsvArguments.Names);
        if (arguments.Positional.Count == 0)
        {
            throw new CommandException(ExitCode.Usage, Usage);
        }

        var csv = CsvArguments.Parse(arguments, Usage);
        await using var output = new StreamWriter(Console.OpenStandardOutput());
        var (events, broken) = (0, 0);
        foreach (var file in arguments.Positional)
        {
            await foreach (var filed in EventFiles.ReadAsync(file, csv, Usage, cancellationToken))
            {
                events++;
                broken += filed.Event.IsOk ? 0 : 1;
                await WriteAsync(output, arguments.Has("json"), file, filed);
            }
        }

        await Console.Error.WriteLineAsync($"{events} events, {broken} with problems.");
        return broken == 0 ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static async Task WriteAsync(StreamWriter output, bool json, string file, FiledEvent filed)
    {
        var told = filed.Event.Value;
        if (json)
        {
            await output.WriteLineAsync(PlatformJson.Serialize(new EventLine(
                file, filed.Line, told?.Source, told?.Id, told?.Type, filed.Event.IsOk,
                told is null ? null : ReplayTally.ReasonOf(told),
                [.. filed.Event.Problems.Select(EventError.Of)])));
            return;
        }

        foreach (var problem in filed.Event.Problems)
        {
            await output.WriteLineAsync(ProblemText.Of(problem));
        }
    }

    /// <param name="Note">Why no figure is made of a valid event.</param>
    private sealed record EventLine(
        string File,
        int Line,
        string? Source,
        string? Id,
        string? Type,
        bool Valid,
        string? Note,
        IReadOnlyList<EventError> Errors);
}

internal sealed record EventError(
    string Code, int Line, int Column, string? Field, JsonNode? Value, string? Expected, string Message)
{
    public static EventError Of(Problem problem) => new(
        problem.Code, problem.Place?.Line ?? 0, problem.Place?.Column ?? 0, problem.Field, problem.Value, problem.Expected,
        problem.Message);
}
