using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Render;

/// <summary>
/// The first rendering of several fresh processes: of the app as it is deployed, compiled ahead, and of a development build,
/// where everything is compiled when it is first used.
/// </summary>
internal static class FirstRenders
{
    private const int Processes = 9;

    public static async Task ReportAsync(BenchmarkReport report)
    {
        if (await PublishedRender.MakeAsync(report) is { } program)
        {
            Report(report, "first render, as deployed", await RunAsync(() => ChildProcess.RunAsync(program, [])), 50);
        }

        var built = await RunAsync(() => ChildProcess.RunAsync("render", "--first"));
        Report(report, "first render, development build", built, goal: null);
    }

    private static async Task<List<JsonObject>> RunAsync(Func<Task<JsonObject>> run)
    {
        var first = new List<JsonObject>();
        for (var i = 0; i < Processes; i++)
        {
            first.Add(await run());
        }

        return first;
    }

    /// <summary>The middle one of them.</summary>
    private static void Report(BenchmarkReport report, string what, List<JsonObject> first, double? goal)
    {
        double Middle(string name) => first.Select(one => (double)one[name]!).Order().ElementAt(first.Count / 2);
        report.Add(goal is { } most
            ? Figure.AtMost(what, Middle("milliseconds"), "ms", most)
            : new(what, Middle("milliseconds"), "ms"));
        report.Add(new($"{what}: processor time", Middle("processor"), "ms"));
        report.Add(new($"{what}: of it for compiling", Middle("compiling"), "ms"));
        report.Add(new($"{what}: methods compiled", Middle("methods"), "methods"));
        report.Add(new($"{what}: from the start of the process", Middle("sinceStart"), "ms"));
    }
}
