using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Files;

/// <summary><c>fs:delete</c>: removes files that globs match; what matches nothing is no error.</summary>
public sealed class DeleteFilesAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["files"],
          "properties": { "files": { "type": "array", "items": { "type": "string", "minLength": 1 } } }
        }
        """;

    public override string Id => "fs:delete";

    public override string Description => "Removes files and folders from the workspace.";

    protected override Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var globs = call.Input["files"]!.AsArray().Select(glob => glob!.GetValue<string>()).ToList();
        try
        {
            List<WorkspaceFile> kept = [.. workspace.Files.Where(file => !GlobPattern.MatchesAny(globs, file.Path))];
            return Task.FromResult(Result<WorkspaceChange>.Ok(
                new(new WorkspaceManifest(kept), null, $"Deleted {workspace.Files.Count - kept.Count} files")));
        }
        catch (FormatException refused)
        {
            return Task.FromResult<Result<WorkspaceChange>>(new Problem("glob-invalid", refused.Message, "files"));
        }
    }
}
