using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;

namespace Platform.Core.Tests.Scaffolding.Corpus;

/// <summary>
/// Runs the steps of a real template that only fetch local skeletons; other actions do nothing, as the recorded stubs did.
/// </summary>
internal sealed class TemplateRun(string folder, TemplateDefinition template, JsonObject expected, RenderMode mode)
{
    private static readonly string[] Harmless = ["debug:log", "debug:wait", "catalog:register"];

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    private readonly OptionalNames _optional = template.Optional.With(template.Steps
        .Where(step => step.Action != "fetch:template")
        .Select(step => $"steps.{step.Id}.output.*"));

    public bool IsPossible => template.Steps.All(step =>
        (step.Action == "fetch:template" && IsLocal(step.Input["url"]?.ToString()))
        || Harmless.Contains(step.Action)
        || expected["stubbed"]!.AsArray().Any(stub => stub!.ToString() == step.Action));

    public (IEnumerable<string> Files, string? Error) Execute(CancellationToken cancellationToken)
    {
        var context = new JsonObject
        {
            ["parameters"] = expected["values"]!.DeepClone(),
            ["steps"] = new JsonObject(),
            ["user"] = new JsonObject(),
            ["context"] = new JsonObject { ["task"] = new JsonObject { ["id"] = "task" } },
            ["secrets"] = new JsonObject(),
        };
        string? error = null;
        try
        {
            foreach (var step in template.Steps)
            {
                RunStep(step, context, cancellationToken);
            }
        }
        catch (TemplatingException failed)
        {
            error = $"{failed.Code} {failed.Message} in {failed.Field}:{failed.Line}:{failed.Column}: {failed.Expression}";
        }

        return (_files.Select(file => $"{file.Key} {file.Value}"), error);
    }

    private static bool IsLocal(string? url) =>
        url is not null && !url.Contains("://", StringComparison.Ordinal) && !url.Contains("{{", StringComparison.Ordinal);

    private void RunStep(TemplateStep step, JsonObject context, CancellationToken cancellationToken)
    {
        var renderer = new InputRenderer(optional: _optional);
        if (step.Each is null && !renderer.EvaluateIf(step.If, context, mode, cancellationToken))
        {
            return;
        }

        IReadOnlyList<(JsonNode Key, JsonNode? Value)?> iterations = step.Each is null
            ? [null]
            : [.. renderer.EvaluateEach(
                step.Each,
                context,
                mode,
                cancellationToken).Select(pair => ((JsonNode, JsonNode?)?)pair)];
        foreach (var iteration in iterations)
        {
            if (iteration is var (key, value))
            {
                context["each"] = new JsonObject { ["key"] = key.DeepClone(), ["value"] = value?.DeepClone() };
            }

            if (step.Action == "fetch:template" && renderer.EvaluateIf(step.If, context, mode, cancellationToken))
            {
                Fetch(step, (JsonObject)renderer.Render(step.Input, context, mode, cancellationToken)!, cancellationToken);
            }
        }

        context["steps"]![step.Id] = new JsonObject { ["output"] = new JsonObject() };
    }

    private void Fetch(TemplateStep step, JsonObject input, CancellationToken cancellationToken)
    {
        var options = FetchTemplateOptions.From(input, step.Input, _optional);
        if (!options.IsOk)
        {
            throw new TemplatingException("input", string.Join("; ", options.Problems), 1, 1);
        }

        var root = Path.GetFullPath(Path.Combine(folder, options.Value.Url));
        foreach (var path in Directory.EnumerateFiles(
            root,
            "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(path);
            var isLink = info.LinkTarget is not null;
            var executable = !isLink
                && !OperatingSystem.IsWindows()
                && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
            var content = isLink ? System.Text.Encoding.UTF8.GetBytes(info.LinkTarget!) : File.ReadAllBytes(path);
            var rendered = new SkeletonRenderer().Render(
                Path.GetRelativePath(root, path).Replace('\\', '/'),
                isLink ? "120000" : executable ? "100755" : "100644",
                content,
                options.Value,
                options.Value.Values,
                mode,
                cancellationToken);
            if (rendered is not null && (options.Value.Replace || !_files.ContainsKey(rendered.Path)))
            {
                _files[rendered.Path] = $"0{rendered.Mode[3..]} {ContentHash.Of(rendered.Content.Span)}";
            }
        }
    }
}
