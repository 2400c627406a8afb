using System.Text.Json.Nodes;
using Platform.Core.Metrics.Replay;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Metrics.Sending;

/// <summary>Tells what became of each event: a line for machines, or what is wrong for people.</summary>
internal sealed class SendReport(TextWriter results, TextWriter prose, bool json)
{
    private readonly CommandProgress _progress = new(prose);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _skipped;

    public bool IsClean => !_counts.ContainsKey("refused") && !_counts.ContainsKey("invalid");

    public async Task InvalidAsync(string file, FiledEvent filed)
    {
        Count("invalid");
        if (json)
        {
            await WriteAsync(file, filed, "invalid", [.. filed.Event.Problems.Select(Json)]);
            return;
        }

        foreach (var problem in filed.Event.Problems)
        {
            await results.WriteLineAsync(ProblemText.Of(problem));
        }
    }

    /// <param name="problems">As the platform told them.</param>
    public async Task SentAsync(string file, FiledEvent filed, string outcome, IReadOnlyList<JsonNode> problems)
    {
        Count(outcome);
        if (json)
        {
            await WriteAsync(file, filed, outcome, [.. problems.Select(problem => problem.DeepClone())]);
            return;
        }

        foreach (var problem in problems)
        {
            await results.WriteLineAsync($"{file}:{filed.Line}:1: {(string?)problem["code"]}: {(string?)problem["message"]}");
        }
    }

    public void Skipped(int count) => _skipped += count;

    public void Progress(string file, int done, int total) => _progress.Tell(file, done, total);

    public Task EndAsync() => prose.WriteLineAsync(
        $"{Of("recorded")} recorded, {Of("repeated")} were there already, {Of("refused")} refused, {Of("invalid")} left out, "
        + $"{_skipped} sent before.");

    private int Of(string outcome) => _counts.GetValueOrDefault(outcome);

    private void Count(string outcome) => _counts[outcome] = Of(outcome) + 1;

    private Task WriteAsync(string file, FiledEvent filed, string outcome, IReadOnlyList<JsonNode> errors)
    {
        var told = filed.Event.Value;
        return results.WriteLineAsync(PlatformJson.Serialize(
            new SentLine(file, filed.Line, told?.Source, told?.Id, told?.Type, outcome, errors)));
    }

    private static JsonNode Json(Problem problem) => JsonNode.Parse(PlatformJson.Serialize(EventError.Of(problem)))!;

    private sealed record SentLine(
        string File, int Line, string? Source, string? Id, string? Type, string Outcome, IReadOnlyList<JsonNode> Errors);
}
