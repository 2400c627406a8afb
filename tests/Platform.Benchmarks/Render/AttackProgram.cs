using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;
using Platform.Core.Scaffolding.Templating;
using Platform.TestKit.Templating;

namespace Platform.Benchmarks.Render;

/// <summary>Each attack in a process of its own: how long it lasts, and how much memory it takes at most.</summary>
internal static class AttackProgram
{
    public static async Task RunAsync(BenchmarkReport report)
    {
        report.Say($"{TemplateAttacks.All.Count} hostile templates, each in a process of its own.");
        var (longest, largest, refused) = (0d, 0d, 0);
        for (var i = 0; i < TemplateAttacks.All.Count; i++)
        {
            var result = await ChildProcess.RunAsync("render", "--attack", i.ToString(CultureInfo.InvariantCulture));
            var (seconds, megabytes) = ((double)result["seconds"]!, (double)result["megabytes"]!);
            refused += (string?)result["code"] == "template-limit" ? 1 : 0;
            (longest, largest) = (Math.Max(longest, seconds), Math.Max(largest, megabytes));
            report.Say(FormattableString.Invariant(
                $"  {TemplateAttacks.All[i].Name,-45} {seconds,6:0.000} s {megabytes,7:0.0} MB  {result["code"]}"));
        }

        report.Add(Figure.AtLeast("attacks refused by a limit", refused, "attacks", TemplateAttacks.All.Count));
        report.Add(Figure.AtMost("the longest lasts", longest, "s", 1));
        report.Add(Figure.AtMost("the largest adds to the process", largest, "MB", 64));
    }

    /// <summary>In the child: the working set is what an operator sees, so its growth is the figure.</summary>
    public static int RunOne(int index)
    {
        var template = TemplateAttacks.All[index].Template;
        _ = Attempt("{% for i in range(9) %}${{ values.name | upper }}{% endfor %}");
        GC.Collect();
        var before = Environment.WorkingSet;
        var watch = Stopwatch.StartNew();
        var code = Attempt(template);
        var seconds = watch.Elapsed.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new { code, seconds, megabytes = Math.Max(0, self.PeakWorkingSet64 - before) / 1048576d }));
        return 0;
    }

    private static string Attempt(string template)
    {
        try
        {
            CompiledTemplate.Parse(template, new TemplateSyntax { TrimBlocks = true, LstripBlocks = true }).Render(
                JsonNode.Parse("""{"values": {"name": "x", "a": {}}}""")!.AsObject(),
                RenderLimits.Default, RenderMode.Strict, CancellationToken.None);
            return "rendered";
        }
        catch (TemplatingException refused)
        {
            return refused.Code;
        }
    }
}
