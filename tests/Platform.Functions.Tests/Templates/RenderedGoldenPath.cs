using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;

namespace Platform.Functions.Tests.Templates;

/// <summary>A golden path, rendered with sample values into a folder of its own as a task renders it into a repository.</summary>
internal sealed class RenderedGoldenPath : IDisposable
{
    private RenderedGoldenPath(JsonObject values) => Values = values;

    /// <summary>The requester's values, with defaults.</summary>
    public JsonObject Values { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("platform-golden-path-").FullName;

    public SortedDictionary<string, RenderedFile> Files { get; } = new(StringComparer.Ordinal);

    public static RenderedGoldenPath Render(GoldenPath template, JsonObject values)
    {
        Assert.Empty(ParameterValidation.Validate(template.Definition, values));
        var rendered = new RenderedGoldenPath(ParameterValidation.WithDefaults(template.Definition, values));
        rendered.RenderFiles(template);
        return rendered;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void RenderFiles(GoldenPath template)
    {
        var options = OptionsOf(template);
        var renderer = new SkeletonRenderer();
        foreach (var file in Directory.EnumerateFiles(template.Skeleton, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(template.Skeleton, file).Replace('\\', '/');
            var output = renderer.Render(path, ModeOf(file), File.ReadAllBytes(file), options, options.Values, RenderMode.Strict);
            if (output is not null)
            {
                Files.Add(output.Path, output);
                Write(output);
            }
        }
    }

    private FetchTemplateOptions OptionsOf(GoldenPath template)
    {
        var (step, optional) = (template.FetchStep, template.Definition.Optional);
        var context = new JsonObject { ["parameters"] = Values.DeepClone() };
        var input = new InputRenderer(optional: optional).Render(step.Input, context, RenderMode.Strict);
        var options = FetchTemplateOptions.From(input!.AsObject(), step.Input, optional);
        Assert.Empty(options.Problems);
        return options.Value!;
    }

    private void Write(RenderedFile file)
    {
        var path = Path.Combine(Folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.Content.ToArray());
        if (file.Mode == "100755" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }
    }

    private static string ModeOf(string file) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute) ? "100755" : "100644";
}
