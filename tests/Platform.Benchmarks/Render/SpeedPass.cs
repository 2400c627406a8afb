using System.Diagnostics;
using System.Runtime;
using System.Text.Json.Nodes;

namespace Platform.Benchmarks.Render;

/// <summary>In the child: our engine over a file of jobs.</summary>
internal static class SpeedPass
{
    public static int Run(string file)
    {
        var jobs = JsonNode.Parse(File.ReadAllText(file))!;
        var time = TimeSpan.FromSeconds((int)jobs["seconds"]!);
        var result = new JsonObject();
        foreach (var part in new[] { "files", "expressions" })
        {
            result[part] = Measure([.. jobs[part]!.AsArray().Select(job => SpeedJob.Of(job!))], time);
        }

        Console.Out.WriteLine(result.ToJsonString());
        return 0;
    }

    private static JsonObject Measure(IReadOnlyList<SpeedJob> jobs, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var characters = jobs.Sum(job => job.ParseAndRender());
        var cold = watch.Elapsed;
        UntilCompiled(() => jobs.Sum(job => job.Render()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        characters = jobs.Sum(job => job.Render());
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var again = Least(time, () => jobs.Sum(job => job.Render()));
        UntilCompiled(() => jobs.Sum(job => job.ParseAndRender()));
        return new JsonObject
        {
            ["characters"] = characters,
            ["cold"] = cold.TotalMilliseconds,
            ["again"] = again,
            ["parsed"] = Least(time, () => jobs.Sum(job => job.ParseAndRender())),
            ["allocated"] = allocated,
        };
    }

    /// <summary>The tiered compiler works beside, and late on a busy machine: warm is when it has rested for a while.</summary>
    private static void UntilCompiled(Func<long> pass)
    {
        var (most, quiet, compiled) = (Stopwatch.StartNew(), Stopwatch.StartNew(), 0L);
        while (most.Elapsed.TotalSeconds < 30 && quiet.Elapsed.TotalSeconds < 3)
        {
            pass();
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                quiet.Restart();
            }
        }
    }

    /// <summary>The least disturbed of some stretches of time.</summary>
    private static JsonObject Least(TimeSpan time, Func<long> pass) =>
        Enumerable.Range(0, 3).Select(_ => Repeat(time, pass)).MinBy(stretch => (double)stretch["processor"]!)!;

    /// <summary>Milliseconds a pass, by the clock and by the processor time of all threads.</summary>
    private static JsonObject Repeat(TimeSpan time, Func<long> pass)
    {
        using var self = Process.GetCurrentProcess();
        var (watch, passes, used) = (Stopwatch.StartNew(), 0, self.TotalProcessorTime);
        do
        {
            pass();
            passes++;
        }
        while (watch.Elapsed < time);
        self.Refresh();
        return new JsonObject
        {
            ["clock"] = watch.Elapsed.TotalMilliseconds / passes,
            ["processor"] = (self.TotalProcessorTime - used).TotalMilliseconds / passes,
        };
    }
}
