using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Functions.Cli.Templates;

/// <summary>Runs a template dry, with the values of a request.</summary>
internal sealed class TemplateRun(OfflinePlatform platform)
{
    // The task is nobody's and from no time in particular, so that the same values give the same files.
    private static readonly TaskId Task = TaskId.Parse("00000000-0000-7000-8000-000000000000");
    private static readonly TaskUser User = new("user:default/guest");

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
        var filled = ParameterValidation.WithDefaults(loaded.Template, values);
        var invalid = ParameterValidation.Validate(loaded.Template, filled);
        if (invalid.Count > 0)
        {
            return DryRunResult.Failed([.. invalid.Select(problem => problem with { Field = $"values.{problem.Field}" })]);
        }

        var spec = TaskSpec.For(loaded.Template, loaded.Stored, filled, User);
        var task = ScaffoldTask.Create(
            Task, spec with { Mode = mode == RenderMode.Lenient ? mode : spec.Mode }, User.Ref, new FixedTime());
        var result = await platform.DryRun.RunAsync(task, options, cancellationToken);
        return result with
        {
            Problems = [.. TemplatePlaces.Locate(loaded.Template.Document, result.Problems)
                .Select(problem => DiskPlaces.Of(loaded.Stored, problem))],
        };
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}

/// <summary>A template with everything it needs to run.</summary>
internal sealed record LoadedTemplate(TemplateDefinition Template, StoredTemplate Stored);
