using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary>
/// <c>fetch:template</c>: renders a folder of the template into the workspace. Plans chunks of files, renders them side by side,
/// and puts their files together. Rendering is pure and bodies are content-addressed, so every turn may be repeated.
/// </summary>
public sealed class FetchTemplateAction(IContentStore contents, SkeletonRenderer renderer, FetchSources? sources = null)
    : IScaffoldAction
{
    /// <summary>Small enough that a chunk stays well under a second, large enough that most templates are one.</summary>
    public const int FilesPerChunk = 50;

    private readonly FetchSources _sources = sources ?? new(contents);

    private const string Render = "render";
    private const string Collect = "collect";

    public string Id => "fetch:template";

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Render the template's own skeleton", """
            steps:
              - id: fetch
                name: Render the skeleton
                action: fetch:template
                input:
                  url: ./skeleton
                  copyWithoutTemplating: ["*.png"]
                  values:
                    name: ${{ parameters.name }}
                    owner: ${{ parameters.owner }}
            """),
    ];

    public string Description => "Renders a folder of files into the workspace.";

    public JsonObject InputSchema => FetchTemplateSchema.Create();

    public JsonObject OutputSchema { get; } = ActionSchemas.NoOutput;

    public bool StaysInWorkspace => true;

    public Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) => call.Stage switch
    {
        ActionCall.Start => PlanAsync(task, call, cancellationToken),
        Render => RenderAsync(task, call, cancellationToken),
        Collect => CollectAsync(task, call, cancellationToken),
        _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
    };

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing outside the workspace.");

    private async Task<ActionTurn> PlanAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var options = OptionsOf(task, call);
        if (!options.IsOk)
        {
            return ActionTurn.Failed(options.Problems);
        }

        var skeleton = await _sources.FindAsync(task, call, options.Value.Url, cancellationToken);
        if (!skeleton.IsOk)
        {
            return ActionTurn.Failed(skeleton.Problems);
        }

        var (manifest, folder) = skeleton.Value;
        var count = folder.Files.Count;
        var chunks = Enumerable.Range(0, (count + FilesPerChunk - 1) / FilesPerChunk)
            .Select(index => new SkeletonChunk(index * FilesPerChunk, Math.Min(FilesPerChunk, count - (index * FilesPerChunk))));
        return ActionTurn.FanOut(Render, chunks, Collect, new Planned(manifest, folder.Prefix))
            .Saying($"Rendering {count} files of {options.Value.Url}");
    }

    private async Task<ActionTurn> RenderAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var options = OptionsOf(task, call).Value ?? throw new InvalidOperationException("The plan had accepted this input.");
        var plan = call.StateAs<Planned>();
        var source = await contents.LoadAsync(plan.Manifest, cancellationToken);
        var chunk = call.ItemAs<SkeletonChunk>();
        var bodies = await contents.ReadAsync(
            [.. source.Files.Where(file => file.Path.StartsWith(plan.Prefix, StringComparison.Ordinal))
                .Skip(chunk.First).Take(chunk.Count)],
            cancellationToken);
        List<WorkspaceBody> rendered = [];
        List<Problem> problems = [];
        foreach (var body in bodies)
        {
            try
            {
                var file = renderer.Render(
                    body.Path[plan.Prefix.Length..], body.Mode, body.Content, options, options.Values, task.Spec.Mode,
                    cancellationToken);
                if (file is not null)
                {
                    rendered.Add(new(file.Path, file.Mode, file.Content));
                }
            }
            catch (TemplatingException failure)
            {
                problems.Add(failure.ToProblem(body.Path));
            }
        }

        if (problems.Count == 0)
        {
            problems.AddRange(Unsafe(rendered));
        }

        return problems.Count > 0
            ? ActionTurn.Failed(problems)
            : ActionTurn.Done(await contents.SaveAsync(
                new WorkspaceManifest(await contents.WriteAsync(rendered, cancellationToken)), cancellationToken));
    }

    private async Task<ActionTurn> CollectAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var before = call.Workspace is { } address
            ? await contents.LoadAsync(address, cancellationToken)
            : WorkspaceManifest.Empty;
        var chunks = await Task.WhenAll(call.ResultsAs<string>().Select(chunk => contents.LoadAsync(chunk, cancellationToken)));
        List<WorkspaceFile> files = [.. chunks.SelectMany(chunk => chunk.Files)];
        var twice = files.GroupBy(file => file.Path, StringComparer.Ordinal).Where(group => group.Count() > 1).ToList();
        if (twice.Count > 0)
        {
            return ActionTurn.Failed([.. twice.Select(group => PathTwice(group.Key))]);
        }

        var replace = OptionsOf(task, call).Value?.Replace ?? false;
        var existing = before.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var after = before.With(files.Where(file => replace || !existing.Contains(file.Path)));
        return ActionTurn.Done() with { Workspace = await contents.SaveAsync(after, cancellationToken) };
    }

    private static Result<FetchTemplateOptions> OptionsOf(ScaffoldTask task, ActionCall call)
    {
        var written = task.Spec.Steps.FirstOrDefault(step => step.Id == call.Step.Id)?.Input;
        return FetchTemplateOptions.From(call.Input.DeepClone().AsObject(), written, new OptionalNames(task.Spec.Optional));
    }

    private static IEnumerable<Problem> Unsafe(List<WorkspaceBody> rendered) =>
        rendered.Where(file => !WorkspacePath.IsSafe(file.Path)).Select(file => new Problem(
                "path-unsafe", $"A file renders to '{file.Path}'.", Value: file.Path, Expected: WorkspacePath.Requirements))
            .Concat(rendered.GroupBy(file => file.Path, StringComparer.Ordinal).Where(group => group.Count() > 1)
                .Select(group => PathTwice(group.Key)));

    private static Problem PathTwice(string path) =>
        new("path-twice", $"Two files of the skeleton render to '{path}'.", Value: path, Expected: "one file for each path");

    private sealed record SkeletonChunk(int First, int Count);

    /// <param name="Manifest">Of the files, of the template or of another repository.</param>
    private sealed record Planned(string Manifest, string Prefix);
}
