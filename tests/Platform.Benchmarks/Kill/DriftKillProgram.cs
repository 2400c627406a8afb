using System.Diagnostics;
using Platform.Benchmarks.Drift;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Kill;

/// <summary>
/// Kills the real function app in the middle of sweeps for drift while the organisation changes and its host misbehaves, and
/// compares every finding with those of an app that was never disturbed.
/// </summary>
internal static class DriftKillProgram
{
    private const string Calls = "100000";

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var (kills, count, seed) = (
            arguments.Number("kills", 100), arguments.Number("repositories", 300), arguments.Number("seed", 1));
        var report = new BenchmarkReport("kill", arguments, new Dictionary<string, string>
        {
            ["storageMode"] = "Azurite, in memory",
        });
        report.Say("kill --drift: SIGKILL of the function app at random moments of sweeps for drift over");
        report.Say($"  {count:#,0} repositories that are pushed to, renamed, deleted and made meanwhile, at a host that answers");
        report.Say("  one call in twenty with a fault; a new app follows at once. Seed " + $"{seed}.");
        await using var host = await HostProcess.StartAsync(
            CancellationToken.None, settings => settings["DriftSlowCalls"] = "600");
        using var organization = await OrganizationDriver.OpenAsync(host.Organization);
        await DriftOrganization.MakeAsync(organization, count, report.Say);
        await LongSweep.EndAsync(host.Client, await host.Client.StartSweepAsync(CancellationToken.None), "catalog");
        var begun = Stopwatch.GetTimestamp();
        var kill = new DriftKill(host, organization, count, new Random(seed));
        await kill.RunAsync(kills, seed, report.Say);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var violations = await JudgeAsync(host, organization, kill, report);
        violations.Take(30).ToList().ForEach(violation => report.Say($"  VIOLATION {violation}"));
        report.Add(new("kills", kills, "kills"));
        report.Add(new("of them while the app started", kill.KillsAtStart, "kills"));
        report.Add(new("sweeps that were begun", kill.Sweeps, "sweeps"));
        report.Add(new("calls of the platform that met a fault", kill.Faults, "calls"));
        report.Add(new("changes outside: pushes", kill.Pushes, "pushes"));
        report.Add(new("  renames", kill.Renamed, "repositories"));
        report.Add(new("  deletions", kill.Deleted.Count, "repositories"));
        report.Add(new("duration", seconds, "s"));
        report.Add(Figure.AtMost("missing, doubled, other or wrongly gone", violations.Count, "violations", 0));
        await report.FinishAsync();
        return 0;
    }

    private static async Task<IReadOnlyList<string>> JudgeAsync(
        HostProcess host, OrganizationDriver organization, DriftKill kill, BenchmarkReport report)
    {
        // What is gone from two complete listings is gone from the catalog; then all is looked at, slow facts too.
        await SettleAsync(host, 3);
        var found = await DriftVerdict.ReadAsync(host);
        await using var undisturbed = await HostProcess.StartAsync(CancellationToken.None, settings =>
        {
            settings["CatalogOrganizations"] = organization.Name;
            settings["DriftSlowCalls"] = Calls;
        });
        await SettleAsync(undisturbed, 1);
        var expected = await DriftVerdict.ReadAsync(undisturbed);
        report.Add(new("findings in the end", found.Count, "findings"));
        report.Add(new("of rules", found.Select(finding => finding.Rule).Distinct().Count(), "rules"));
        return
        [
            .. DriftVerdict.Differences(expected, found),
            .. await DriftVerdict.WronglyGoneAsync(host, organization.Name, kill.Deleted),
            .. found.Where(finding => kill.IsUntouched(finding.Subject) && finding.Openings > 1)
                .Select(finding =>
                    $"{finding.Rule} of {finding.Subject}: opened {finding.Openings} times, though nothing changed"),
        ];
    }

    private static async Task SettleAsync(HostProcess host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await LongSweep.EndAsync(host.Client, await host.Client.StartSweepAsync(CancellationToken.None), "catalog");
            await DriftKill.SweepAsync(host, new { });
        }

        // One part of the organisation at a time, the longest unseen first: so often that all of it has its turn.
        for (var i = 0; i < 5; i++)
        {
            await DriftKill.SweepAsync(host, new { slow = true });
        }
    }
}
