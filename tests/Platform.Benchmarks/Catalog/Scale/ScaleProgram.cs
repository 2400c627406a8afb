using System.Globalization;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Catalog.Generation;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>
/// The catalog at a size: what it costs to bring entities in, to load them, to ask for them in the process and over HTTP, and how
/// soon a change is seen.
/// </summary>
internal static class ScaleProgram
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var catalog = new CatalogGenerator(arguments.Number("entities", 10_000));
        var plan = new ScalePlan(
            catalog,
            TimeSpan.FromSeconds(arguments.Number("seconds", 5)),
            arguments.Number("clients", 8),
            arguments.Number("pushes", 50));
        var conditions = new Dictionary<string, string>
        {
            ["storageMode"] = "Azurite, in memory",
            ["load"] = Load(),
        };
        var report = new BenchmarkReport("catalog", arguments, conditions);
        report.Say($"catalog: {catalog.Count} entities as an organisation has them. Load of the machine: {conditions["load"]}.");
        report.Say("  Azurite (in memory), the forge, the app and this program are processes of their own and share the cores,");
        report.Say($"  {Environment.ProcessorCount}. The clients are {plan.Clients} kept connections in this program; each");
        report.Say("  asks, reads the whole answer and asks again, with a stored key of the role reader.");
        report.Say("  Backstage 1.4x, 10,000 components, a machine of this size: ingested in 207-267 s, 600-850 MB; 8 clients:");
        report.Say("  by-name 950/s, page of 20 with total 23/s (SQLite) to 95/s (PostgreSQL), facets 9 to 50/s.");

        await MemoryIngestion.RunAsync(plan, report);
        if (arguments.Number("repositories", 200) is > 0 and var repositories)
        {
            await Discovery.RunAsync(plan, repositories, report);
        }

        await using var host = await HostProcess.StartAsync(CancellationToken.None);
        await StorageIngestion.RunAsync(plan, host.Storage.ConnectionString, report);
        await InProcessReads.RunAsync(plan, host.Storage.ConnectionString, report);
        await HttpReads.RunAsync(plan, host, report);
        if (plan.Pushes > 0)
        {
            await Visibility.RunAsync(plan, host, report);
        }

        await report.FinishAsync();
        return 0;
    }

    private static string Load() => File.Exists("/proc/loadavg")
        ? File.ReadAllText("/proc/loadavg").Trim()
        : string.Create(CultureInfo.InvariantCulture, $"unknown");
}

/// <param name="Duration">Of each measurement under load.</param>
internal sealed record ScalePlan(CatalogGenerator Catalog, TimeSpan Duration, int Clients, int Pushes);
