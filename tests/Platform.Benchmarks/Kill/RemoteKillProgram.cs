using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Scaffolding.Remote;

namespace Platform.Benchmarks.Kill;

/// <summary>Kills the function app and the services that carry out its remote actions.</summary>
internal static class RemoteKillProgram
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var (kills, seed) = (arguments.Number("kills", 100), arguments.Number("seed", 1));
        var report = new BenchmarkReport(
            "kill", arguments, new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" });
        report.Say("kill --remote: SIGKILL of the function app and of two Node processes, alone or together, at random moments,");
        report.Say($"  while tasks have both carry out a step each: one answers at once, one reports back. Seed {seed}.");
        using var templates = new TemplateFolder().WithDesks(
            "desks", [("quick", RemoteTemplate.Quick), ("slow", RemoteTemplate.Slow)]);
        await using var quick = await NodeAction.StartAsync("server.mjs", 0, CancellationToken.None);
        await using var slow = await NodeAction.StartAsync("slow.mjs", 1, CancellationToken.None);
        await using var host = await HostProcess.StartAsync(CancellationToken.None, settings =>
        {
            settings["TemplatesDirectory"] = templates.Path;
            settings[NodeAction.SecretSetting] = NodeAction.Secret;
        });
        await quick.RegisterAsync(host.Client, RemoteTemplate.Quick, CancellationToken.None);
        await slow.RegisterAsync(host.Client, RemoteTemplate.Slow, CancellationToken.None);
        var kill = new RemoteKill(host, [quick, slow], "desks", arguments.Number("in-flight", 3), new Random(seed));
        var result = await kill.RunAsync(kills, report.Say, CancellationToken.None);
        result.Violations.Take(20).ToList().ForEach(violation => report.Say($"  VIOLATION {violation}"));
        report.Add(new("kills", result.Kills, "kills"));
        report.Add(new("tasks", result.Tasks, "tasks"));
        report.Add(new("effects", result.Effects, "effects"));
        report.Add(new("duration", result.Seconds, "s"));
        report.Add(Figure.AtMost("lost, doubled or stuck", result.Violations.Count, "violations", 0));
        await report.FinishAsync();
        return 0;
    }
}
