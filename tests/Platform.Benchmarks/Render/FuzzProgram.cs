using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Templating;

namespace Platform.Benchmarks.Render;

/// <summary>
/// Random templates on our engine and on nunjitsu; every difference is counted by its reason, and shown without one.
/// </summary>
internal static partial class FuzzProgram
{
    private const int Batch = 5_000;

    public static async Task RunAsync(BenchmarkArguments arguments, BenchmarkReport report)
    {
        var (count, seed) = (arguments.Number("fuzz", 200_000), arguments.Number("seed", 1));
        report.Say($"{count} random expressions and templates (seed {seed}) on our engine and on npm nunjitsu.");
        var (done, same, refused) = (0, 0, 0);
        var kinds = new Dictionary<string, (int Count, string Example)>(StringComparer.Ordinal);
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (done < count)
        {
            var cases = new TemplateFuzz(unchecked((seed * 1_000_003) + done)).Take(Math.Min(Batch, count - done)).ToList();
            var answers = await NodeEngines.RenderAsync(
                cases, both: false, CancellationToken.None, TemplateFuzz.MostSteps);
            for (var i = 0; i < cases.Count; i++)
            {
                var (theirs, ours) = (answers[i].Nunjitsu, cases[i].Render(TemplateFuzz.Limits));
                if (theirs.Output == ours.Output)
                {
                    same++;
                    refused += ours.Output is null ? 1 : 0;
                    continue;
                }

                var reason = FuzzDifferences.ReasonFor(cases[i].Template, theirs, ours);
                reasons[reason ?? "unexplained"] = reasons.GetValueOrDefault(reason ?? "unexplained") + 1;
                if (reason is null)
                {
                    Show(cases[i], theirs, ours, kinds);
                }
            }

            done += cases.Count;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {count}, {done - same} different"));
        }

        foreach (var (kind, (times, example)) in kinds.OrderByDescending(entry => entry.Value.Count).Take(60))
        {
            report.Say($"{times} x {kind}\n    {example}");
        }

        report.Add(new("random templates compared", done, "templates"));
        report.Add(new("of these refused by both engines", refused, "templates"));
        report.Add(Figure.AtMost("different without a listed reason", reasons.GetValueOrDefault("unexplained"), "templates", 0));
        foreach (var (reason, times) in reasons.Where(entry => entry.Key != "unexplained"))
        {
            report.Add(new($"different: {reason}", times, "templates"));
        }
    }

    /// <summary>The shortest example of its kind; what both render has many causes, and short templates show them best.</summary>
    private static void Show(
        EngineCase item, EngineAnswer theirs, EngineAnswer ours, Dictionary<string, (int Count, string Example)> kinds)
    {
        var length = theirs.Error is null && ours.Error is null ? item.Template.Length / 20 * 20 : 0;
        var kind = $"{KindOf(theirs)} | {KindOf(ours)} ({length})";
        var shown = $"{item}\n    nunjitsu: {Shown(theirs)}\n    ours:     {Shown(ours)}";
        var (count, example) = kinds.GetValueOrDefault(kind);
        kinds[kind] = (count + 1, example is not null && example.Length <= shown.Length ? example : shown);
    }

    private static string Shown(EngineAnswer answer) => answer.Output ?? $"refused: {answer.Error}";

    /// <summary>An answer without what is particular to its template, so that the same mistake is shown once.</summary>
    private static string KindOf(EngineAnswer answer) => answer.Error is { } error
        ? $"refused: {Particular().Replace(error, "?")}"
        : "rendered";

    [GeneratedRegex("""'[^']*'|"[^"]*"|\d+""")]
    private static partial Regex Particular();
}
