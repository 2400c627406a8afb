using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Catalog.Generation;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>
/// The whole way: an organisation in the forge, a sweep that somebody asks for, archives and files over HTTP, rows in Azurite,
/// and the index that shows the last entity. Then a sweep that finds nothing new.
/// </summary>
internal static class Discovery
{
    public static async Task RunAsync(ScalePlan plan, int repositories, BenchmarkReport report)
    {
        await using var host = await HostProcess.StartAsync(CancellationToken.None);
        using var organization = await OrganizationDriver.OpenAsync(host.Organization);
        await MakeAsync(plan.Catalog, organization, repositories);

        var before = await organization.SequenceAsync();
        var watch = Stopwatch.StartNew();
        var id = await host.Client.StartSweepAsync(CancellationToken.None, new { organization = host.Organization });
        await host.Client.EndOfSweepAsync(id, CancellationToken.None);
        // By the position that came with the sweep's end, so the index has followed when it answers.
        var total = await TotalAsync(host);
        var seconds = watch.Elapsed.TotalSeconds;
        Expect.Equal(plan.Catalog.Count, total, "entities discovered");
        report.Add(Figure.AtMost(
            $"{plan.Catalog.Count} discovered in {repositories} repositories", seconds, "s", plan.Catalog.Count / 1000.0));
        report.Add(new("the same", plan.Catalog.Count / seconds, "entities/s"));
        report.Add(new("requests to the host of the repositories", (await organization.SequenceAsync()) - before, "requests"));

        watch.Restart();
        before = await organization.SequenceAsync();
        id = await host.Client.StartSweepAsync(CancellationToken.None, new { organization = host.Organization });
        var quiet = await host.Client.EndOfSweepAsync(id, CancellationToken.None);
        report.Add(new("a sweep that finds nothing new", watch.Elapsed.TotalSeconds, "s"));
        report.Add(new("its requests", (await organization.SequenceAsync()) - before, "requests"));
        report.Add(new("entities that it stored", (int)quiet["found"]!["stored"]!, "entities"));
    }

    private static async Task<int> TotalAsync(HostProcess host) =>
        (int)(await host.Client.GetFromJsonAsync<JsonNode>("catalog/entities/by-query?limit=0"))!["totalItems"]!;

    /// <summary>Entities that belong together are in the same repository, each in its own folder.</summary>
    private static async Task MakeAsync(CatalogGenerator catalog, OrganizationDriver organization, int repositories)
    {
        var files = catalog.All().Select((entity, index) => (
            Repository: $"repository-{index % repositories}",
            Path: $"{entity.Document["kind"]}/{entity.Document["metadata"]!["name"]}/catalog-info.yaml",
            entity.Text));
        await Parallel.ForEachAsync(
            files.GroupBy(file => file.Repository).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = 1 },
            async (repository, _) => await organization.CreateAsync(
                repository.Key, [.. repository.Select(file => (file.Path, file.Text))]));
    }
}
