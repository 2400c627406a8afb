using System.Diagnostics;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Kill;

/// <summary>Kills the real function app while it takes in a catalog.</summary>
internal static class CatalogKillProgram
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var (kills, entities, seed) = (
            arguments.Number("kills", 50), arguments.Number("entities", 10_000), arguments.Number("seed", 1));
        var conditions = new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" };
        var report = new BenchmarkReport("kill", arguments, conditions);
        var random = new Random(seed);
        var plan = new CatalogPlan(entities, random);
        var messages = plan.Messages();
        report.Say("kill --catalog: SIGKILL of the function app at random moments while it takes in");
        report.Say($"  {entities:#,0} components of {plan.Sources:#,0} sources from {messages.Count:#,0} messages, out of");
        report.Say("  order and some twice, with moves and removals; a new host follows at once.");
        report.Say($"  Seed {seed}. Storage (Azurite, in memory) is never killed.");
        await using var host = await HostProcess.StartAsync(CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        var kill = new QueueKill(host, "catalog-ingest", messages, random);
        await kill.RunAsync(kills, report.Say);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        using var catalog = new StoredCatalog(host.Storage.ConnectionString);
        var verdict = new CatalogVerdict(catalog, plan.Expected());
        var violations = await verdict.JudgeAsync(CancellationToken.None);
        violations.Take(20).ToList().ForEach(violation => report.Say($"  VIOLATION {violation}"));
        report.Add(new("kills", kills, "kills"));
        report.Add(new("of them while the host started", kill.KillsAtStart, "kills"));
        report.Add(new("entities in the end", plan.Expected().Count, "entities"));
        report.Add(new("changes in the feed", verdict.FeedChanges, "changes"));
        report.Add(new("of them repeating the one before", verdict.Repeated, "rows"));
        report.Add(new("messages set aside and sent again", kill.GivenUp, "messages"));
        report.Add(new("duration", seconds, "s"));
        report.Add(Figure.AtMost("lost, doubled, wrong or with gaps in the feed", violations.Count, "violations", 0));
        await report.FinishAsync();
        return 0;
    }
}
