using System.Diagnostics;
using System.Globalization;
using System.Text;
using Platform.Adapters.Yaml;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Validation;

namespace Platform.Benchmarks.Catalog;

/// <summary>Small descriptors from bytes to verdict, positions and references included, on all cores.</summary>
internal static class ParseProgram
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var files = Enumerable.Range(0, arguments.Number("documents", 20_000)).Select(Descriptor).ToList();
        var period = TimeSpan.FromSeconds(arguments.Number("seconds", 10));
        var conditions = new Dictionary<string, string> { ["load"] = Load() };
        var report = new BenchmarkReport("catalog --parse", arguments, conditions);
        report.Say($"Judging {files.Count} small descriptors of {files.Average(file => file.Length):0} bytes, again and again for"
            + $" {period.TotalSeconds:0} s on {Environment.ProcessorCount} cores;"
            + $" load of the machine before: {conditions["load"]}.");
        var validation = new DescriptorValidation(new YamlDocumentReader());
        Judge(files, validation, TimeSpan.FromSeconds(2));

        using var process = Process.GetCurrentProcess();
        var (cpu, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes());
        var watch = Stopwatch.StartNew();
        var judged = Judge(files, validation, period);
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var cpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds;
        report.Add(Figure.AtLeast("documents parsed and validated", judged / seconds, "/s", 20_000));
        report.Add(new("documents per CPU second", judged / cpuSeconds, "/s"));
        report.Add(new("cores that the machine gave", cpuSeconds / seconds, "cores"));
        report.Add(new("memory allocated per document", (GC.GetTotalAllocatedBytes() - allocated) / (double)judged, "bytes"));
        await report.FinishAsync();
        return 0;
    }

    private static long Judge(List<byte[]> files, DescriptorValidation validation, TimeSpan period)
    {
        var (judged, next) = (0L, -1);
        var watch = Stopwatch.StartNew();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (watch.Elapsed < period)
            {
                var file = files[(int)((uint)Interlocked.Increment(ref next) % files.Count)];
                if (validation.Judge("catalog-info.yaml", file) is not [{ Valid: true }])
                {
                    throw new InvalidOperationException("A descriptor of the benchmark is not valid.");
                }

                Interlocked.Increment(ref judged);
            }
        });
        return judged;
    }

    private static byte[] Descriptor(int number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: service-{number}
          description: Keeps the books of shop {number % 97} # since 2019
          annotations:
            github.com/project-slug: acme/service-{number}
            backstage.io/techdocs-ref: dir:.
          tags:
            - java
            - tier-{number % 3}
        spec:
          type: service
          lifecycle: production
          owner: group:default/team-{number % 200}
          system: system-{number % 500}
          dependsOn:
            - component:default/service-{number / 2}
            - resource:default/db-{number % 700}
          providesApis:
            - api-{number}

        """));

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";
}
