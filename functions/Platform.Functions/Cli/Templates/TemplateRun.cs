using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Testing;

namespace Platform.Functions.Cli.Templates;

/// <summary>Runs a template dry, with the values of a request.</summary>
internal sealed class TemplateRun(OfflinePlatform platform)
{
    /// <summary>Reads a template; problems are those of its definition.</summary>
    public async Task<Result<LoadedTemplate>> LoadAsync(
        string file, RenderMode mode, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return new Problem("template-missing", $"There is no file '{file}'.", Value: file, Expected: "a template definition");
        }

        var stored = await platform.Files.ReadAsync(file, file, cancellationToken);
        if (!stored.IsOk)
        {
            return Result<LoadedTemplate>.Failed(stored.Problems);
        }

        var template = TemplateParser.Parse(stored.Value.Document, mode);
        return template.IsOk
            ? new LoadedTemplate(template.Value, stored.Value)
            : Result<LoadedTemplate>.Failed(template.Problems);
    }

    /// <param name="mode">Strict leaves it to the template.</param>
    public async Task<DryRunResult> RunAsync(
        LoadedTemplate loaded, JsonObject values, RenderMode mode, DryRunOptions options, CancellationToken cancellationToken)
    {
        var result = await TemplateTrial.RunAsync(
            platform.DryRun, loaded.Template, loaded.Stored, values, mode, options, cancellationToken);
        return result with { Problems = [.. result.Problems.Select(problem => DiskPlaces.Of(loaded.Stored, problem))] };
    }
}

/// <summary>A template with everything it needs to run.</summary>
internal sealed record LoadedTemplate(TemplateDefinition Template, StoredTemplate Stored);
