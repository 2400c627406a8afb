using System.Diagnostics;
using Platform.Benchmarks.Durable;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;

namespace Platform.Benchmarks.Catalog;

/// <summary>What it costs to bring entities that are read already into storage.</summary>
internal static class StoreProgram
{
    private const string Origin = "github:acme";
    private const int Chunk = 1000;
    private const int AtOnce = 2;

    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var (entities, each) = (arguments.Number("entities", 10_000), arguments.Number("each", 1));
        await using var storage = await BenchmarkStorage.OpenAsync(arguments);
        var conditions = new Dictionary<string, string> { ["storageMode"] = storage.Mode };
        var report = new BenchmarkReport("catalog", arguments, conditions);
        report.Say($"catalog --store: {entities:#,0} components, {each} in each source, {Chunk:#,0} sources in a call,"
            + $" {AtOnce} calls at once.");
        report.Say($"  Parsed, judged, stored with claims, manifests, feed and names. Storage: {storage.Mode}.");
        var counter = new StorageCallCounter();
        using var catalog = new StoredCatalog(storage.ConnectionString, counter);
        await catalog.Ingestor.IngestAsync([Reading("warm-up", 0, "warm-up")], Options(0), CancellationToken.None);
        var sources = entities / each;
        await MeasureAsync("new", 1, sources, i => Reading($"s{i}", 1, Names(i, each)));
        await MeasureAsync("read again, unchanged", 2, sources, i => Reading($"s{i}", 1, Names(i, each)));
        await MeasureAsync("known as unchanged", 3, sources, i => Reading($"s{i}", 1) with { State = SourceState.Unchanged });
        await MeasureAsync("changed", 4, sources, i => Reading($"s{i}", 2, Names(i, each)));
        await MeasureAsync("one of all changed", 5, 1, _ => Reading("s7", 3, Names(7, each)));
        await report.FinishAsync();
        return 0;

        async Task MeasureAsync(string what, int minute, int count, Func<int, SourceReading> reading)
        {
            var readings = Enumerable.Range(0, count).Select(reading).ToList();
            var (calls, begun, processor) = (counter.Calls, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var (stored, unchanged) = (0, 0);
            var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
            await Parallel.ForEachAsync(readings.Chunk(Chunk), limit, async (chunk, token) =>
            {
                var outcome = await catalog.Ingestor.IngestAsync(chunk, Options(minute), token);
                Interlocked.Add(ref stored, outcome.Stored);
                Interlocked.Add(ref unchanged, outcome.Unchanged);
            });

            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            report.Say($"  {what}: {stored} stored, {unchanged} unchanged");
            report.Add(what == "new" && entities == 10_000
                ? Figure.AtMost($"{what}: time", seconds, "s", 10)
                : new($"{what}: time", seconds, "s"));
            var worked = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            report.Add(new($"{what}: processor time of this process", worked, "s"));
            report.Add(new($"{what}: storage calls for each entity", (counter.Calls - calls) / (double)(count * each), "calls"));
        }
    }

    private static IngestOptions Options(int minute) => new(Noon.AddMinutes(minute), IngestCause.Sweep, Origin);

    private static string[] Names(int source, int each) =>
        [.. Enumerable.Range(0, each).Select(i => $"component-{source}-{i}")];

    private static SourceReading Reading(string source, int version, params string[] names) => new(
        new Descriptor(
            $"github:acme/{source}:catalog-info.yaml",
            $"url:https://github.com/acme/{source}/blob/main/catalog-info.yaml",
            source),
        SourceState.Read,
        string.Join("\n---\n", names.Select(name => Text(name, version))),
        ContentTag: $"v{version}");

    private static string Text(string name, int version) => $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
          title: Component {name}
          description: A service that a team owns, in version {version}, with a description of an ordinary length.
          labels: {"{"} tier: backend, cost-centre: "1234" {"}"}
          annotations:
            github.com/project-slug: acme/{name}
            pagerduty.com/integration-key: "0123456789abcdef"
          tags: [java, grpc, payments]
          links: [{"{"} url: "https://grafana.example.com/d/{name}", title: Dashboard, icon: dashboard {"}"}]
        spec:
          type: service
          lifecycle: production
          owner: group:default/team-{name.Length % 7}
          system: system-{name.Length % 11}
          providesApis: [{name}-api]
          dependsOn: ["resource:default/{name}-db"]
        """;
}
