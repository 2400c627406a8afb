using System.Text;
using System.Text.Json.Nodes;
using Platform.Adapters.Files;
using Platform.Adapters.Yaml;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Debugging;
using Platform.Core.Scaffolding.Actions.Describing;
using Platform.Core.Scaffolding.Actions.Fetching;
using Platform.Core.Scaffolding.Actions.Files;
using Platform.Core.Scaffolding.DryRuns;
using Platform.Core.Scaffolding.Linting;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Skeletons;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.TestKit.Scaffolding;

/// <summary>
/// Runs templates dry, from disk or from files that a test writes down, with the actions that stay in the workspace.
/// </summary>
public sealed class DryRunDriver
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly ActionRegistry _actions;

    public DryRunDriver(params IReadOnlyList<IScaffoldAction> more) => _actions = new(
    [
        new FetchTemplateAction(Contents, new SkeletonRenderer()), new FetchTemplateFileAction(Contents, new SkeletonRenderer()),
        new FetchPlainAction(Contents), new FetchPlainFileAction(Contents), new DeleteFilesAction(Contents),
        new RenameFilesAction(Contents), new ReadFolderAction(Contents), new WriteEntityAction(Contents), new LogAction(Contents),
        new WaitAction(WaitLimit.Usual), .. more,
    ]);

    public MemoryContentStore Contents { get; } = new();

    public DryRunDriver With(string path, string text)
    {
        _files[path] = text;
        return this;
    }

    /// <summary>With the given steps, as YAML in flow or block style below <c>spec</c>.</summary>
    public DryRunDriver WithSpec(string yaml) => With(
        "template.yaml",
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata:\n  name: sample\nspec:\n"
        + $"  type: service\n{yaml}\n");

    public async Task<DryRunResult> RunAsync(
        string values, CancellationToken cancellationToken, RenderMode mode = RenderMode.Strict, DryRunOptions? options = null)
    {
        var stored = await StoreAsync(cancellationToken);
        return stored.IsOk
            ? await RunAsync(stored.Value, JsonNode.Parse(values)!.AsObject(), mode, options ?? new(), cancellationToken)
            : DryRunResult.Failed(stored.Problems);
    }

    /// <summary>What the linter finds, as <c>code@file:line</c>; without the remark that there are no tests.</summary>
    public async Task<IReadOnlyList<string>> LintAsync(CancellationToken cancellationToken) =>
        [.. (await FindingsAsync(cancellationToken)).Where(finding => finding.Problem.Code != LintCodes.TestsMissing)
            .Select(finding => $"{finding.Problem.Code}@{finding.Problem.Place!.File}:{finding.Problem.Place.Line}")];

    public async Task<IReadOnlyList<LintFinding>> FindingsAsync(CancellationToken cancellationToken) =>
        await new TemplateLinter(_actions, Contents).LintAsync((await StoreAsync(cancellationToken)).Value!, cancellationToken);

    /// <summary>The same for a template on disk.</summary>
    public async Task<IReadOnlyList<LintFinding>> FindingsAsync(string file, CancellationToken cancellationToken)
    {
        var stored = await new TemplateFiles(new YamlDocumentReader(), Contents).ReadAsync(file, file, cancellationToken);
        return stored.IsOk
            ? await new TemplateLinter(_actions, Contents).LintAsync(stored.Value, cancellationToken)
            : [.. stored.Problems.Select(problem => new LintFinding(LintSeverity.Error, problem))];
    }

    private async Task<Result<StoredTemplate>> StoreAsync(CancellationToken cancellationToken)
    {
        var bodies = _files.Select(file => new WorkspaceBody(file.Key, "100644", Encoding.UTF8.GetBytes(file.Value))).ToList();
        var manifest = new WorkspaceManifest(await Contents.WriteAsync(bodies, cancellationToken));
        var document = new YamlDocumentReader().Read("template.yaml", _files["template.yaml"])[0];
        return document.IsOk
            ? new StoredTemplate(document.Value, await Contents.SaveAsync(manifest, cancellationToken), "template.yaml")
            : Result<StoredTemplate>.Failed(document.Problems);
    }

    public async Task<DryRunResult> RunFileAsync(
        string file, JsonObject values, RenderMode mode, DryRunOptions options, CancellationToken cancellationToken)
    {
        var stored = await new TemplateFiles(new YamlDocumentReader(), Contents).ReadAsync(file, file, cancellationToken);
        return stored.IsOk
            ? await RunAsync(stored.Value, values, mode, options, cancellationToken)
            : DryRunResult.Failed(stored.Problems);
    }

    public async Task<string> TextAsync(
        DryRunResult result, string path, CancellationToken cancellationToken) => Encoding.UTF8.GetString(
        (await Contents.ReadAsync(result.Workspace.Files.Single(file => file.Path == path), cancellationToken)).Span);

    private async Task<DryRunResult> RunAsync(
        StoredTemplate stored, JsonObject values, RenderMode mode, DryRunOptions options, CancellationToken cancellationToken)
    {
        var template = TemplateParser.Parse(stored.Document, mode);
        if (!template.IsOk)
        {
            return DryRunResult.Failed(template.Problems);
        }

        var spec = TaskSpec.For(
            template.Value, stored, ParameterValidation.WithDefaults(template.Value, values), new("user:default/guest"));
        var task = ScaffoldTask.Create(
            TaskId.New(TimeProvider.System),
            mode == RenderMode.Lenient ? spec with { Mode = mode } : spec,
            "guest",
            TimeProvider.System);
        var result = await new DryRun(_actions, new(_actions), Contents).RunAsync(task, options, cancellationToken);
        return result with { Problems = TemplatePlaces.Locate(stored.Document, result.Problems) };
    }
}
