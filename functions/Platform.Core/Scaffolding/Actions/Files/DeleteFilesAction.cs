using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Files;

/// <summary><c>fs:delete</c>: removes files and folders that globs match; what matches nothing is no error.</summary>
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

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Delete files and folders", """
            steps:
              - id: tidy
                name: Delete what is not needed
                action: fs:delete
                input:
                  files: [docs, "**/*.tmp"]
            """),
    ];

    public override string Description => "Removes files and folders from the workspace.";

    protected override Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var globs = call.Input["files"]!.AsArray().Select(glob => glob!.GetValue<string>().TrimEnd('/')).ToList();
        try
        {
            List<WorkspaceFile> kept = [.. workspace.Files.Where(file => !IsMeant(globs, file.Path))];
            return Task.FromResult(Result<WorkspaceChange>.Ok(
                new(new WorkspaceManifest(kept), null, $"Deleted {workspace.Files.Count - kept.Count} files")));
        }
        catch (FormatException refused)
        {
            return Task.FromResult<Result<WorkspaceChange>>(new Problem("glob-invalid", refused.Message, "files"));
        }
    }

    /// <summary>A folder that is meant takes everything below it along.</summary>
    private static bool IsMeant(IReadOnlyList<string> globs, string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (GlobPattern.MatchesAny(globs, path[..end]))
            {
                return true;
            }
        }

        return GlobPattern.MatchesAny(globs, path);
    }
}
