using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Files;

/// <summary><c>fs:readdir</c>: the files and folders of the workspace as outputs.</summary>
public sealed class ReadFolderAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["paths"],
          "properties": {
            "paths": { "type": "array", "items": { "type": "string" } },
            "recursive": { "type": "boolean", "default": false }
          }
        }
        """;

    public override string Id => "fs:readdir";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("List what is in the workspace, and say it", """
            steps:
              - id: list
                name: List the files
                action: fs:readdir
                input:
                  paths: ["."]
                  recursive: true
              - id: say
                name: Say how many
                action: debug:log
                input:
                  message: There are ${{ steps.list.output.files | length }} files.
            """),
    ];

    public override string Description => "Gives the files and folders of the workspace as outputs.";

    public override JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "files": { "type": "array", "items": { "type": "object", "required": ["name", "path", "fullPath"] } },
          "folders": { "type": "array", "items": { "type": "object", "required": ["name", "path", "fullPath"] } }
        }
        """);

    public override WorkspaceUse Workspace => WorkspaceUse.Reads;

    protected override Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var (files, folders) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var paths = call.Input["paths"]!.AsArray();
        var recursive = call.Input["recursive"]?.GetValue<bool>() ?? false;
        for (var i = 0; i < paths.Count; i++)
        {
            var path = PathOf(paths[i], FieldPath.Item("paths", i));
            if (!path.IsOk)
            {
                return Task.FromResult(Result<WorkspaceChange>.Failed(path.Problems));
            }

            var prefix = path.Value.Length == 0 ? string.Empty : $"{path.Value}/";
            var within = workspace.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            if (within.Count == 0 && prefix.Length > 0)
            {
                return Task.FromResult<Result<WorkspaceChange>>(new Problem(
                    "path-missing", $"There is no folder '{path.Value}' in the workspace.", FieldPath.Item("paths", i),
                    path.Value, "a folder of the workspace"));
            }

            foreach (var file in within)
            {
                Collect(file.Path, prefix.Length, recursive, files, folders);
            }
        }

        return Task.FromResult(Result<WorkspaceChange>.Ok(new(null, new JsonObject
        {
            ["files"] = new JsonArray([.. files.Select(Entry)]),
            ["folders"] = new JsonArray([.. folders.Select(Entry)]),
        })));
    }

    private static void Collect(string path, int start, bool recursive, SortedSet<string> files, SortedSet<string> folders)
    {
        for (var slash = path.IndexOf('/', start); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            folders.Add(path[..slash]);
            if (!recursive)
            {
                return;
            }
        }

        files.Add(path);
    }

    private static JsonNode Entry(string path) => new JsonObject
    {
        ["name"] = path[(path.LastIndexOf('/') + 1)..],
        ["path"] = path,
        ["fullPath"] = path,
    };
}
