using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary><c>fetch:plain</c>: copies a folder of the template as it is; it replaces what is there.</summary>
public sealed class FetchPlainAction(IContentStore contents, FetchSources? sources = null)
    : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["url"],
          "properties": {
            "url": { "type": "string", "minLength": 1 },
            "targetPath": { "type": "string" },
            "token": { "type": "string" }
          }
        }
        """;

    private readonly FetchSources _sources = sources ?? new(contents);

    public override string Id => "fetch:plain";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Copy a folder of the template", """
            steps:
              - id: docs
                name: Copy the documents
                action: fetch:plain
                input:
                  url: ./skeleton
                  targetPath: ./docs
            """),
    ];

    public override string Description => "Copies a folder into the workspace as it is.";

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var target = PathOf(call.Input["targetPath"], "targetPath");
        var found = await _sources.FindAsync(task, call, call.Input["url"]!.GetValue<string>(), cancellationToken);
        if (!target.IsOk || !found.IsOk)
        {
            return Result<WorkspaceChange>.Failed([.. target.Problems, .. found.Problems]);
        }

        var folder = found.Value.Folder;
        var prefix = target.Value.Length == 0 ? string.Empty : $"{target.Value}/";
        List<WorkspaceFile> files =
            [.. folder.Files.Select(file => file with { Path = prefix + file.Path[folder.Prefix.Length..] })];
        foreach (var link in files.Where(file => file.Mode == WorkspacePath.LinkMode))
        {
            var leadsTo = Encoding.UTF8.GetString((await Contents.ReadAsync(link, cancellationToken)).Span);
            if (!WorkspacePath.IsSafeLink(link.Path, leadsTo))
            {
                return new Problem(
                    "path-unsafe", $"The link '{link.Path}' leads out of the workspace.", "url", leadsTo,
                    "a place in the workspace");
            }
        }

        return new WorkspaceChange(
            workspace.With(files), null, $"Copied {folder.Files.Count} files of {call.Input["url"]}");
    }
}

/// <summary><c>fetch:plain:file</c>: copies one file of the template as it is; it replaces what is there.</summary>
public sealed class FetchPlainFileAction(IContentStore contents, FetchSources? sources = null)
    : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["url", "targetPath"],
          "properties": {
            "url": { "type": "string", "minLength": 1 },
            "targetPath": { "type": "string", "minLength": 1 },
            "token": { "type": "string" }
          }
        }
        """;

    private readonly FetchSources _sources = sources ?? new(contents);

    public override string Id => "fetch:plain:file";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Copy one file of the template", """
            steps:
              - id: licence
                name: Copy the licence
                action: fetch:plain:file
                input:
                  url: ./skeleton/LICENSE
                  targetPath: ./LICENSE
            """),
    ];

    public override string Description => "Copies one file into the workspace as it is.";

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var target = PathOf(call.Input["targetPath"], "targetPath");
        var file = await _sources.FindFileAsync(task, call, call.Input["url"]!.GetValue<string>(), cancellationToken);
        return target.IsOk && file is { IsOk: true, Value.Mode: WorkspacePath.LinkMode }
            ? new Problem("path-unsafe", $"'{call.Input["url"]}' is a link.", "url", Expected: "a file")
            : target.IsOk && file.IsOk
            ? new WorkspaceChange(workspace.With([file.Value with { Path = target.Value }]))
            : Result<WorkspaceChange>.Failed([.. target.Problems, .. file.Problems]);
    }
}
