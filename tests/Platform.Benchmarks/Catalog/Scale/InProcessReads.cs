using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Index;
using Platform.Functions.Catalog.Reads;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>The index alone: how long it takes to load, what it weighs, and what questions cost, to the answer's bytes.</summary>
internal static class InProcessReads
{
    public static async Task RunAsync(ScalePlan plan, string connection, BenchmarkReport report)
    {
        var before = Memory();
        await using var services = new ScaleServices(connection);
        var index = services.Get<ICatalogIndex>();
        var watch = Stopwatch.StartNew();
        var view = await index.ReadAsync(null, CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        Expect.Equal(plan.Catalog.Count, view.Count, "entities in the index");
        report.Add(Figure.AtMost($"index of {view.Count} loaded and related", seconds, "s", 2));
        report.Add(new("storage calls of loading", services.Calls.Calls, "calls"));

        var output = new ArrayBufferWriter<byte>(1024 * 1024);
        foreach (var question in Questions.Of(plan.Catalog))
        {
            await AskAsync(view, question, output, plan.Duration / 5);
            var times = await AskAsync(view, question, output, plan.Duration);
            report.Add(new($"{question.Name}, in process, p50", times[times.Count / 2], "ms"));
            var p95 = times[(int)(times.Count * 0.95)];
            report.Add(question.GoalMilliseconds is { } goal
                ? Figure.AtMost($"{question.Name}, in process, p95", p95, "ms", goal)
                : new($"{question.Name}, in process, p95", p95, "ms"));
        }

        // Only now: a snapshot is written just after the first load, and holds much while it is.
        var size = (Memory() - before) / (double)view.Count;
        report.Add(Figure.AtMost("memory per entity, with what was asked for", size, "bytes", 3072));
    }

    private static async Task<List<double>> AskAsync(
        CatalogView view, Question question, ArrayBufferWriter<byte> output, TimeSpan duration)
    {
        var times = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        for (var number = 0; Stopwatch.GetElapsedTime(begun) < duration; number++)
        {
            var path = question.Path(number);
            output.ResetWrittenCount();
            var asked = Stopwatch.GetTimestamp();
            var answer = Answer(view, path);
            await (answer.WriteAsync ?? throw new InvalidOperationException($"{path} has no answer."))(output, default);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    /// <summary>What the routes do, without HTTP.</summary>
    private static CatalogAnswer Answer(CatalogView view, string path)
    {
        var (route, query) = path.Split('?') is [var before, var after] ? (before, after) : (path, string.Empty);
        var parameters = QueryHelpers.ParseQuery(query);
        IReadOnlyList<string?> Values(string name) => parameters.GetValueOrDefault(name, StringValues.Empty);
        return route switch
        {
            "catalog/entities/by-query" => EntityPages.Query(view, Values),
            "catalog/entity-facets" => FacetReads.Count(view, Values("facet"), Values("filter")),
            "catalog/graph" => GraphReads.Look(
                view, parameters.Select(each => KeyValuePair.Create(each.Key, each.Value.ToString()))),
            _ => route.Split('/') is [_, _, _, var kind, var space, var name]
                ? EntityReads.ByName(view, kind, space, name)
                : throw new InvalidOperationException($"{route} is no route."),
        };
    }

    private static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
