using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Render;

/// <summary>The template engine: speed against nunjitsu, safety figures, and the differential fuzz.</summary>
internal sealed class RenderBenchmark : IBenchmark
{
    public string Name => "render";

    public string Description =>
        "template engine against npm nunjitsu in the same run; --safety: attacks; --fuzz N [--seed N]: random templates";

    public async Task<int> RunAsync(string[] args)
    {
        if (args is ["--attack", var index])
        {
            return AttackProgram.RunOne(int.Parse(index, System.Globalization.CultureInfo.InvariantCulture));
        }

        if (args is ["--first"])
        {
            return FirstRender.Run();
        }

        if (args is ["--pass", var file])
        {
            return SpeedPass.Run(file);
        }

        var arguments = new BenchmarkArguments(args);
        var report = new BenchmarkReport(Name, arguments, new Dictionary<string, string>());
        if (arguments.Has("fuzz"))
        {
            await FuzzProgram.RunAsync(arguments, report);
        }
        else if (arguments.Has("safety"))
        {
            await AttackProgram.RunAsync(report);
        }
        else
        {
            await SpeedProgram.RunAsync(arguments, report);
        }

        await report.FinishAsync();
        return 0;
    }
}
