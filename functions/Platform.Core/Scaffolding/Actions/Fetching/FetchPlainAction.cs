using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary><c>fetch:plain</c>: copies a folder of the template as it is; it replaces what is there.</summary>
public sealed class FetchPlainAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["url"],
          "properties": { "url": { "type": "string", "minLength": 1 }, "targetPath": { "type": "string" } }
        }
        """;

    public override string Id => "fetch:plain";

    public override string Description => "Copies a folder into the workspace as it is.";

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var target = PathOf(call.Input["targetPath"], "targetPath");
        var source = await Contents.LoadAsync(task.Spec.Source, cancellationToken);
        var folder = SkeletonFolder.Find(source, call.Input["url"]!.GetValue<string>(), task.Spec.Folder);
        if (!target.IsOk || !folder.IsOk)
        {
            return Result<WorkspaceChange>.Failed([.. target.Problems, .. folder.Problems]);
        }

        var prefix = target.Value.Length == 0 ? string.Empty : $"{target.Value}/";
        List<WorkspaceFile> files =
            [.. folder.Value.Files.Select(file => file with { Path = prefix + file.Path[folder.Value.Prefix.Length..] })];
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
            workspace.With(files), null, $"Copied {folder.Value.Files.Count} files of {call.Input["url"]}");
    }
}

/// <summary><c>fetch:plain:file</c>: copies one file of the template as it is; it replaces what is there.</summary>
public sealed class FetchPlainFileAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["url", "targetPath"],
          "properties": {
            "url": { "type": "string", "minLength": 1 },
            "targetPath": { "type": "string", "minLength": 1 }
          }
        }
        """;

    public override string Id => "fetch:plain:file";

    public override string Description => "Copies one file into the workspace as it is.";

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var target = PathOf(call.Input["targetPath"], "targetPath");
        var source = await Contents.LoadAsync(task.Spec.Source, cancellationToken);
        var file = SkeletonFolder.FindFile(source, call.Input["url"]!.GetValue<string>(), task.Spec.Folder);
        return target.IsOk && file is { IsOk: true, Value.Mode: WorkspacePath.LinkMode }
            ? new Problem("path-unsafe", $"'{call.Input["url"]}' is a link.", "url", Expected: "a file")
            : target.IsOk && file.IsOk
            ? new WorkspaceChange(workspace.With([file.Value with { Path = target.Value }]))
            : Result<WorkspaceChange>.Failed([.. target.Problems, .. file.Problems]);
    }
}
