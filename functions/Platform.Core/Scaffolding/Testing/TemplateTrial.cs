using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Scaffolding.Testing;

/// <summary>Runs a template dry with the values of a request; the same values always give the same files.</summary>
public static class TemplateTrial
{
    // The task is nobody's and from no time in particular.
    private static readonly TaskId Task = TaskId.Parse("00000000-0000-7000-8000-000000000000");
    private static readonly TaskUser User = new("user:default/guest");

    /// <param name="mode">Strict leaves it to the template.</param>
    public static async Task<DryRunResult> RunAsync(
        DryRun dryRun,
        TemplateDefinition template,
        StoredTemplate stored,
        JsonObject values,
        RenderMode mode,
        DryRunOptions options,
        CancellationToken cancellationToken)
    {
        var filled = ParameterValidation.WithDefaults(template, values);
        var invalid = ParameterValidation.Validate(template, filled);
        if (invalid.Count > 0)
        {
            return DryRunResult.Failed([.. invalid.Select(problem => problem with { Field = $"values.{problem.Field}" })]);
        }

        var spec = TaskSpec.For(template, stored, filled, User);
        var task = ScaffoldTask.Create(
            Task, spec with { Mode = mode == RenderMode.Lenient ? mode : spec.Mode }, User.Ref, new FixedTime());
        var result = await dryRun.RunAsync(task, options, cancellationToken);
        return result with { Problems = TemplatePlaces.Locate(template.Document, result.Problems) };
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
