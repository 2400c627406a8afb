using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Files;

/// <summary><c>fs:rename</c>: moves files and folders, one after the other.</summary>
public sealed class RenameFilesAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["files"],
          "properties": {
            "files": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["from", "to"],
                "properties": {
                  "from": { "type": "string", "minLength": 1 },
                  "to": { "type": "string", "minLength": 1 },
                  "overwrite": { "type": "boolean" }
                }
              }
            }
          }
        }
        """;

    public override string Id => "fs:rename";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Move a file that an earlier step made", """
            steps:
              - id: fetch
                name: Copy the files
                action: fetch:plain
                input:
                  url: ./skeleton
              - id: move
                name: Move the readme
                action: fs:rename
                input:
                  files:
                    - from: README.md
                      to: docs/README.md
                      overwrite: true
            """),
    ];

    public override string Description => "Moves files and folders within the workspace.";

    protected override Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var moves = call.Input["files"]!.AsArray();
        for (var i = 0; i < moves.Count; i++)
        {
            var moved = Move(workspace, moves[i]!.AsObject(), FieldPath.Item("files", i));
            if (!moved.IsOk)
            {
                return Task.FromResult(Result<WorkspaceChange>.Failed(moved.Problems));
            }

            workspace = moved.Value;
        }

        return Task.FromResult(Result<WorkspaceChange>.Ok(new(workspace, null, $"Renamed {moves.Count} paths")));
    }

    private static Result<WorkspaceManifest> Move(WorkspaceManifest workspace, JsonObject move, string field)
    {
        var (from, to) = (PathOf(move["from"], FieldPath.Key(field, "from")), PathOf(move["to"], FieldPath.Key(field, "to")));
        if (!from.IsOk || !to.IsOk)
        {
            return Result<WorkspaceManifest>.Failed([.. from.Problems, .. to.Problems]);
        }

        var moving = workspace.Files.Where(file => IsAt(file, from.Value)).ToList();
        if (moving.Count == 0)
        {
            return new Problem(
                "path-missing", $"There is no '{from.Value}' in the workspace.", FieldPath.Key(field, "from"), from.Value,
                "a path of the workspace");
        }

        var rest = workspace.Files.Except(moving).ToList();
        var inTheWay = rest.Where(file => IsAt(file, to.Value)).ToList();
        if (inTheWay.Count > 0 && move["overwrite"]?.GetValue<bool>() != true)
        {
            return new Problem(
                "path-taken", $"'{to.Value}' is already in the workspace.", FieldPath.Key(field, "to"), to.Value,
                "a path that is free, or 'overwrite: true'");
        }

        return new WorkspaceManifest(
            [.. rest.Except(inTheWay), .. moving.Select(file => file with { Path = to.Value + file.Path[from.Value.Length..] })]);
    }

    private static bool IsAt(WorkspaceFile file, string path) =>
        path.Length > 0 && (file.Path == path || file.Path.StartsWith($"{path}/", StringComparison.Ordinal));
}
