using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Render;

/// <summary>
/// The same files and expressions through our engine and through nunjitsu, in fresh processes by turns: the first pass is cold,
/// later ones are warm. They are compared by the processor time that they use, all threads included: the clock also measures
/// what else the machine does. nunjitsu parses a template whenever it renders it, and has no other way; ours is measured both
/// with its cache of parsed templates, as the platform runs it, and parsing each time as well.
/// </summary>
internal static class SpeedProgram
{
    private const int Rounds = 3;

    public static async Task RunAsync(BenchmarkArguments arguments, BenchmarkReport report)
    {
        var data = arguments.Text("data") ?? Path.Combine(RepositoryRoot.Shared ?? ".", "data");
        if (!File.Exists(Path.Combine(data, "rendered.jsonl")))
        {
            report.Say("There are no recorded templates: give their folder by --data FOLDER.");
            return;
        }

        var jobs = SpeedJobs.Collect(data);
        jobs["seconds"] = arguments.Number("seconds", 2);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, jobs.ToJsonString());
            report.Say($"{Count(jobs, "files")} files and {Count(jobs, "expressions")} expressions of real templates, all with"
                + " tags; both engines by turns, the middle round counts.");
            var rounds = new List<SpeedRound>();
            for (var i = 0; i < arguments.Number("rounds", Rounds); i++)
            {
                rounds.Add(new(
                    JsonNode.Parse(await NodeOracles.RunAsync(SpeedScript.Text, file, CancellationToken.None))!,
                    await ChildProcess.RunAsync("render", "--pass", file)));
            }

            foreach (var part in new[] { "files", "expressions" })
            {
                Compare(report, part, Count(jobs, part), rounds);
            }
        }
        finally
        {
            File.Delete(file);
        }

        await FirstRenders.ReportAsync(report);
    }

    private static int Count(JsonObject jobs, string part) => jobs[part]!.AsArray().Count;

    private static void Compare(BenchmarkReport report, string part, int count, List<SpeedRound> rounds)
    {
        var (ours, theirs) = (rounds[0].Ours[part]!, rounds[0].Theirs[part]!);
        var megabytes = (double)ours["characters"]! / 1e6;
        double Middle(Func<SpeedRound, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);
        void Speed(string name, Func<SpeedRound, double> milliseconds) =>
            report.Add(new($"{part}, {name}", count / Middle(milliseconds) * 1000, $"{part}/s"));

        report.Say($"  {part}: ours gives {ours["characters"]} characters, nunjitsu {theirs["characters"]}");
        Speed("cold", round => (double)round.Ours[part]!["cold"]!);
        Speed("cold, nunjitsu", round => (double)round.Theirs[part]!["cold"]!);
        Speed("warm", round => round.Ours.Time(part, "again"));
        Speed("warm, parsed each time", round => round.Ours.Time(part, "parsed"));
        Speed("warm, nunjitsu (parses each time)", round => round.Theirs.Time(part, "again"));
        report.Add(new($"{part}, warm", megabytes / Middle(round => round.Ours.Time(part, "again")) * 1000, "MB/s"));
        report.Add(Figure.AtLeast(
            $"{part}, warm: times nunjitsu's speed", Middle(round => round.Times(part, "again")), "x", 20));
        report.Add(new(
            $"{part}, warm, both parse each time: times nunjitsu's", Middle(round => round.Times(part, "parsed")), "x"));
        report.Add(new($"{part}: allocated for a rendered KB", (double)ours["allocated"]! / (double)ours["characters"]!, "KB"));
    }
}
