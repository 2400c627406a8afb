using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;
using Platform.Functions.Cli.Metrics;

namespace Platform.Functions.Cli.Drift;

/// <summary>Tells where scorecards judge otherwise than their author expects: a line per difference or mistake.</summary>
internal static class ScorecardTest
{
    public static async Task<int> RunAsync(string file, string text, string fixtures, string fixtureText, bool json)
    {
        var reader = new YamlDocumentReader();
        var path = GoldenPathFile.Read(reader, text, file);
        var run = path.IsOk
            ? new ScorecardFixtures(Scorecards(path.Value)).Run(reader, fixtureText, fixtures)
            : Result<IReadOnlyList<FixtureVerdict>>.Failed(path.Problems);
        var verdicts = run.IsOk ? run.Value : [];
        IReadOnlyList<Problem> problems = run.IsOk ? [.. verdicts.SelectMany(one => one.Differences)] : run.Problems;
        if (json)
        {
            await Console.Out.WriteLineAsync(PlatformJson.Serialize(new Report(
                problems.Count == 0,
                [.. verdicts.Select(one => new Line(one.Name, one.Level, one.Score, one.Differences.Count == 0))],
                [.. problems.Select(EventError.Of)])));
        }
        else
        {
            foreach (var problem in problems)
            {
                await Console.Out.WriteLineAsync(ProblemText.Of(problem));
            }

            await Console.Error.WriteLineAsync(!run.IsOk ? $"{problems.Count} mistakes; nothing was judged."
                : $"{verdicts.Count} fixtures, {verdicts.Count(one => one.Differences.Count > 0)} differ.");
        }

        return problems.Count == 0 ? ExitCode.Fine : ExitCode.InputAtFault;
    }

    // The file's own reading has found no mistake in them.
    private static IReadOnlyList<Scorecard> Scorecards(GoldenPath path) => ScorecardSection.Read(
        path.Scorecards ?? new JsonArray(), path.Rules.Keys.ToHashSet(StringComparer.Ordinal), new FieldChecks(path.PlaceOf));

    private sealed record Line(string Name, string? Level, double Score, bool Holds);

    private sealed record Report(bool Holds, IReadOnlyList<Line> Fixtures, IReadOnlyList<EventError> Errors);
}
