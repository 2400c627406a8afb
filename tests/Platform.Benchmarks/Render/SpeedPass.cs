using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Benchmarks.Render;

/// <summary>In the child: our engine over a file of jobs.</summary>
internal static class SpeedPass
{
    private static readonly TimeSpan WarmFor = TimeSpan.FromSeconds(4);

    public static int Run(string file)
    {
        var jobs = JsonNode.Parse(File.ReadAllText(file))!;
        var result = new JsonObject();
        foreach (var part in new[] { "files", "expressions" })
        {
            result[part] = Measure([.. jobs[part]!.AsArray().Select(job => Job.Of(job!))]);
        }

        Console.Out.WriteLine(result.ToJsonString());
        return 0;
    }

    private static JsonObject Measure(IReadOnlyList<Job> jobs)
    {
        var watch = Stopwatch.StartNew();
        long characters = jobs.Sum(job => job.ParseAndRender());
        var cold = watch.Elapsed;
        // Until the tiered compiler has seen enough.
        for (var i = 0; i < 40; i++)
        {
            characters = jobs.Sum(job => job.Render());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        characters = jobs.Sum(job => job.Render());
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var (warm, warmProcessor) = MillisecondsAPass(() => jobs.Sum(job => job.Render()));
        return new JsonObject
        {
            ["characters"] = characters,
            ["refused"] = jobs.Count(job => job.IsRefused),
            ["coldMs"] = cold.TotalMilliseconds,
            ["warmMs"] = warm,
            ["warmCpuMs"] = warmProcessor,
            ["parsedMs"] = MillisecondsAPass(() => jobs.Sum(job => job.ParseAndRender())).Clock,
            ["allocated"] = allocated,
        };
    }

    private static (double Clock, double Processor) MillisecondsAPass(Func<long> pass)
    {
        using var self = Process.GetCurrentProcess();
        var (watch, passes, used) = (Stopwatch.StartNew(), 0, self.TotalProcessorTime);
        while (watch.Elapsed < WarmFor)
        {
            pass();
            passes++;
        }

        self.Refresh();
        return (watch.Elapsed.TotalMilliseconds / passes, (self.TotalProcessorTime - used).TotalMilliseconds / passes);
    }

    private sealed record Job(string Template, JsonObject Context, TemplateSyntax Syntax)
    {
        private CompiledTemplate? _compiled;

        public static Job Of(JsonNode job) => new(
            (string)job["template"]!,
            job["context"]!.DeepClone().AsObject(),
            new TemplateSyntax
            {
                TrimBlocks = (bool)job["trimBlocks"]!,
                LstripBlocks = (bool)job["lstripBlocks"]!,
                CookiecutterCompat = (bool)job["cookiecutterCompat"]!,
            });

        public bool IsRefused { get; private set; }

        public long ParseAndRender()
        {
            _compiled = null;
            return Render();
        }

        public long Render()
        {
            try
            {
                _compiled ??= CompiledTemplate.Parse(Template, Syntax);
                return _compiled.Render(Context, RenderLimits.Default, RenderMode.Lenient, CancellationToken.None).Length;
            }
            catch (TemplatingException)
            {
                // Some recorded templates use filters that only their own Backstage has; both engines refuse them.
                IsRefused = true;
                return 0;
            }
        }
    }
}
