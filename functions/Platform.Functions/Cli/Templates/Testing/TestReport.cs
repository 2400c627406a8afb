using Platform.Core.Primitives;

namespace Platform.Functions.Cli.Templates.Testing;

/// <summary>Progress on the side while cases run, and a line per case.</summary>
internal sealed class TestReport(int count, bool json, TextWriter output, TextWriter prose)
{
    private readonly Lock _gate = new();
    private readonly List<CaseResult> _results = [];

    public IReadOnlyList<CaseResult> Results
    {
        get
        {
            lock (_gate)
            {
                return [.. _results.OrderBy(result => result.Template, StringComparer.Ordinal)
                    .ThenBy(result => result.Place?.Line)];
            }
        }
    }

    public void Add(CaseResult result)
    {
        lock (_gate)
        {
            _results.Add(result);
            prose.WriteLine(FormattableString.Invariant(
                $"[{_results.Count}/{count}] {Verdict(result)}  {result.Template}: {result.Name} ({Seconds(result)} s)"));
            output.WriteLine(json
                ? PlatformJson.Serialize(new CaseLine(
                    result.Template, result.Name, result.Passed ? "passed" : "failed", Seconds(result),
                    result.Failures, result.Skipped, result.Place?.Line))
                : Text(result));
        }
    }

    public int Finish()
    {
        var failed = Results.Count(result => !result.Passed);
        prose.WriteLine($"{Results.Count - failed} passed, {failed} failed.");
        return failed == 0 ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    private static string Verdict(CaseResult result) => result.Passed ? "ok" : "FAILED";

    private static double Seconds(CaseResult result) => Math.Round(result.Elapsed.TotalSeconds, 2);

    private static string Text(CaseResult result) => string.Join(
        '\n',
        result.Failures.Concat(result.Skipped).Select(sentence => $"  {sentence}").Prepend(
            $"{(result.Passed ? "passed" : "FAILED")}  {result.Place?.ToString() ?? result.Template}: {result.Name}"));

    private sealed record CaseLine(
        string Template,
        string Name,
        string Outcome,
        double Seconds,
        IReadOnlyList<string> Failures,
        IReadOnlyList<string> Skipped,
        int? Line);
}
