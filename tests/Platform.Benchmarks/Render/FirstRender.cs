using System.Diagnostics;
using System.Runtime;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Benchmarks.Render;

/// <summary>
/// The first rendering of a process, with everything that has to be loaded and compiled for it. It needs the engine alone: it is
/// also run as a program of its own.
/// </summary>
internal static class FirstRender
{
    private const string Template = """
        # ${{ values.name | upper }}
        {% for item in values.list %}- ${{ loop.index }}: ${{ item.key | default('none') }}
        {% endfor %}{% if values.name == 'orders' %}yes{% endif %}
        """;

    public static int Run()
    {
        using var self = Process.GetCurrentProcess();
        var used = self.TotalProcessorTime;
        var (compiling, methods) = (JitInfo.GetCompilationTime(), JitInfo.GetCompiledMethodCount());
        var watch = Stopwatch.StartNew();
        var text = CompiledTemplate.Parse(Template, TemplateSyntax.Backstage).Render(
            JsonNode.Parse("""{"values": {"name": "orders", "list": [{"key": "a"}, {"key": "b"}]}}""")!.AsObject(),
            RenderLimits.Default, RenderMode.Strict, CancellationToken.None);
        var milliseconds = watch.Elapsed.TotalMilliseconds;
        (compiling, methods) = (JitInfo.GetCompilationTime() - compiling, JitInfo.GetCompiledMethodCount() - methods);
        self.Refresh();
        var sinceStart = (DateTime.Now - self.StartTime).TotalMilliseconds;
        Console.Out.WriteLine(new JsonObject
        {
            ["milliseconds"] = milliseconds,
            ["processor"] = (self.TotalProcessorTime - used).TotalMilliseconds,
            ["sinceStart"] = sinceStart,
            ["compiling"] = compiling.TotalMilliseconds,
            ["methods"] = methods,
            ["length"] = text.Length,
        }.ToJsonString());
        return 0;
    }
}
