using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Scaffolding.Killing;

namespace Platform.Benchmarks.Kill;

/// <summary>Kills the real function app while it scaffolds against storage and forge.</summary>
internal static class ScaffoldKillProgram
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var (kills, seed) = (arguments.Number("kills", 200), arguments.Number("seed", 1));
        var report = new BenchmarkReport(
            "kill", arguments, new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" });
        report.Say("kill --scaffold: SIGKILL of the function app at random moments while scaffolds of four templates are in");
        report.Say("  flight: one with a real first CI run, one of twelve steps with an approval and steps beside each other,");
        report.Say("  and one like it that fails at its end and takes everything back. A new host follows at once.");
        report.Say($"  Seed {seed}. Storage (Azurite, in memory) and forge are never killed.");
        if (arguments.Has("chaos"))
        {
            report.Say("  The forge fails 10% of requests and webhooks, too; a scaffold may fail of it, but not by halves.");
        }

        var chosen = arguments.Text("templates")?.Split(',')
            ?? (arguments.Has("chaos") ? ["plain", "green"] : ["twelve", "plain", "twelve-fails", "green"]);
        using var templates = KilledTemplate.Write(new TemplateFolder());
        await using var host = await HostProcess.StartAsync(
            CancellationToken.None,
            settings =>
            {
                settings["TemplatesDirectory"] = templates.Path;
                settings["GitHubSmallestWaitMilliseconds"] = "20";
                settings["GitHubWaitWithoutHintSeconds"] = "1";
                settings["GitHubCallTimeoutSeconds"] = "4";
                settings["GitHubReadyTimeoutSeconds"] = "120";
            });
        using var forge = await ForgeApi.OpenAsync();
        var kill = new ScaffoldKill(host, forge, chosen, arguments.Number("in-flight", 4), new Random(seed))
        {
            ChaosSeed = arguments.Has("chaos") ? arguments.Number("chaos", 1) : null,
        };
        var result = await kill.RunAsync(kills, report.Say, CancellationToken.None);
        result.Violations.Take(20).ToList().ForEach(violation => report.Say($"  VIOLATION {violation}"));
        report.Add(new("kills", result.Kills, "kills"));
        report.Add(new("of them while the host started or recovered", result.KillsAtStart, "kills"));
        report.Add(new("scaffolds", result.Scaffolds, "scaffolds"));
        report.Add(new("host start to ready, median", result.MedianStartSeconds, "s"));
        report.Add(new("measured returns", result.ResumeSeconds.Count, "returns"));
        if (result.ResumeSeconds.Count > 0)
        {
            report.Add(new("ready to first progress of what was in flight, median", At(0.5), "s"));
            report.Add(Figure.AtMost("ready to first progress of what was in flight, p95", At(0.95), "s", 5));
        }

        report.Add(new("duration", result.Seconds, "s"));
        report.Add(Figure.AtMost("lost, doubled, stuck or out of order", result.Violations.Count, "violations", 0));
        await report.FinishAsync();
        return 0;

        double At(double part) => result.ResumeSeconds[(int)Math.Ceiling(part * result.ResumeSeconds.Count) - 1];
    }
}
