using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary><c>fetch:template:file</c>: renders one file of the template to the path that the step gives.</summary>
public sealed class FetchTemplateFileAction(
    IContentStore contents, SkeletonRenderer renderer, FetchSources? sources = null) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["url", "targetPath"],
          "properties": {
            "url": { "type": "string", "minLength": 1 },
            "targetPath": { "type": "string", "minLength": 1 },
            "values": { "type": "object" },
            "cookiecutterCompat": { "type": "boolean" },
            "replace": { "type": "boolean" },
            "trimBlocks": { "type": "boolean" },
            "lstripBlocks": { "type": "boolean" },
            "token": { "type": "string" }
          }
        }
        """;

    // A name that is no template, so that the path stays what the step says.
    private const string Neutral = "file";

    private readonly FetchSources _sources = sources ?? new(contents);

    public override string Id => "fetch:template:file";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Render one file to a place of its own", """
            steps:
              - id: readme
                name: Render the readme
                action: fetch:template:file
                input:
                  url: ./skeleton/README.md
                  targetPath: docs/README.md
                  values:
                    name: ${{ parameters.name }}
            """),
    ];

    public override string Description => "Renders one file into the workspace.";

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var target = PathOf(call.Input["targetPath"], "targetPath");
        var file = await _sources.FindFileAsync(task, call, call.Input["url"]!.GetValue<string>(), cancellationToken);
        var options = OptionsOf(task, call);
        if (!target.IsOk || !file.IsOk || !options.IsOk)
        {
            return Result<WorkspaceChange>.Failed([.. target.Problems, .. file.Problems, .. options.Problems]);
        }

        if (!options.Value.Replace && workspace.Files.Any(known => known.Path == target.Value))
        {
            return new WorkspaceChange(null);
        }

        var body = await Contents.ReadAsync(file.Value, cancellationToken);
        try
        {
            var rendered = renderer.Render(
                Neutral, file.Value.Mode, body, options.Value, options.Value.Values, task.Spec.Mode, cancellationToken)!;
            var written = await Contents.WriteAsync(
                [new WorkspaceBody(target.Value, rendered.Mode, rendered.Content)], cancellationToken);
            return new WorkspaceChange(workspace.With(written));
        }
        catch (TemplatingException failed)
        {
            return failed.ToProblem(file.Value.Path);
        }
    }

    private static Result<FetchTemplateOptions> OptionsOf(ScaffoldTask task, ActionCall call)
    {
        var input = call.Input.DeepClone().AsObject();
        input.Remove("targetPath");
        var written = task.Spec.Steps.FirstOrDefault(step => step.Id == call.Step.Id)?.Input;
        return FetchTemplateOptions.From(input, written, new OptionalNames(task.Spec.Optional));
    }
}
