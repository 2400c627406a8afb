using System.Text;
using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Benchmarks.Render;

/// <summary>What both engines render: files of real skeletons, and expressions of real templates.</summary>
internal static class SpeedJobs
{
    private static readonly CancellationToken Never = CancellationToken.None;

    /// <summary><c>{files: [{template, context, trimBlocks, lstripBlocks, cookiecutterCompat}], expressions: [...]}</c></summary>
    public static JsonObject Collect(string data)
    {
        var (files, expressions) = (new JsonArray(), new JsonArray());
        foreach (var row in File.ReadLines(Path.Combine(data, "rendered.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()))
        {
            var path = Path.Combine(data, row["template"]!.GetValue<string>());
            var document = new YamlDocumentReader().Read(path, File.ReadAllText(path))
                .First(read => read.Value?.Root is not null);
            if (TemplateParser.Parse(document.Value!, RenderMode.Lenient).Value is { } template)
            {
                Add(template, row, Path.GetDirectoryName(path)!, files, expressions);
            }
        }

        return new JsonObject { ["files"] = Rendering(files), ["expressions"] = Rendering(expressions) };
    }

    /// <summary>Without the few that use filters which only their own Backstage has: both engines refuse them.</summary>
    private static JsonArray Rendering(JsonArray jobs) => [.. jobs.Where(job =>
    {
        try
        {
            return SpeedJob.Of(job!).ParseAndRender() >= 0;
        }
        catch (TemplatingException)
        {
            return false;
        }
    }).Select(job => job!.DeepClone())];

    private static void Add(TemplateDefinition template, JsonObject row, string folder, JsonArray files, JsonArray expressions)
    {
        var context = new JsonObject
        {
            ["parameters"] = row["values"]!.DeepClone(),
            ["steps"] = new JsonObject(),
            ["user"] = new JsonObject(),
        };
        foreach (var step in template.Steps)
        {
            foreach (var text in TextsOf(step.Input).Where(HasTags))
            {
                expressions.Add(Job(text, context, step.Input));
            }

            if (step.Action == "fetch:template" && Folder(folder, step.Input["url"]?.ToString()) is { } skeleton)
            {
                var values = new InputRenderer().Render(step.Input["values"], context, RenderMode.Lenient, Never)
                    ?? new JsonObject();
                var name = step.Input["cookiecutterCompat"]?.ToString() == "true" ? "cookiecutter" : "values";
                foreach (var text in FilesOf(skeleton).Where(HasTags))
                {
                    files.Add(Job(text, new JsonObject { [name] = values.DeepClone() }, step.Input));
                }
            }
        }
    }

    private static JsonObject Job(string text, JsonObject context, JsonObject input) => new()
    {
        ["template"] = text,
        ["context"] = context.DeepClone(),
        ["trimBlocks"] = input["trimBlocks"]?.ToString() == "true",
        ["lstripBlocks"] = input["lstripBlocks"]?.ToString() == "true",
        ["cookiecutterCompat"] = input["cookiecutterCompat"]?.ToString() == "true",
    };

    private static bool HasTags(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);

    private static string? Folder(string folder, string? url) =>
        url is not null && !HasTags(url) && Path.GetFullPath(Path.Combine(folder, url)) is var found && Directory.Exists(found)
            ? found
            : null;

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(body => !body.Contains((byte)0))
            .Select(Encoding.UTF8.GetString);

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
