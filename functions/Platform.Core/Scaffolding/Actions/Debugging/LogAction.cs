using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Debugging;

/// <summary><c>debug:log</c>: says something, or what is in the workspace.</summary>
public sealed class LogAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const int MostCharacters = 16 * 1024;

    private const string Schema = """
        {
          "type": "object",
          "properties": {
            "message": { "type": "string" },
            "extra": { "type": "object" },
            "listWorkspace": { "enum": [true, false, "with-filenames", "with-contents"] }
          }
        }
        """;

    public override string Id => "debug:log";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Say what is in the workspace", """
            steps:
              - id: look
                name: Look at the workspace
                action: debug:log
                input:
                  message: Hello, ${{ parameters.name }}
                  listWorkspace: with-filenames
            """),
    ];

    /// <value>Any: it keeps nothing, and messages show no secret.</value>
    public override IReadOnlyList<string>? SecretInputs => null;

    public override string Description => "Writes a message into the task's log, or lists the files of the workspace.";

    public override WorkspaceUse Workspace => WorkspaceUse.Reads;

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var messages = new List<string>();
        if (call.Input["message"]?.GetValue<string>() is { Length: > 0 } message)
        {
            messages.Add(Short(message));
        }

        if (call.Input["extra"] is JsonObject extra)
        {
            messages.Add(Short(extra.ToJsonString(PlatformJson.Options)));
        }

        if (call.Input["listWorkspace"] is { } list && list.ToJsonString() != "false")
        {
            messages.Add(await ListAsync(workspace, list.ToJsonString() == "\"with-contents\"", cancellationToken));
        }

        return new WorkspaceChange(null, null, messages);
    }

    private async Task<string> ListAsync(WorkspaceManifest workspace, bool withContents, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("Workspace:\n");
        foreach (var file in workspace.Files)
        {
            text.Append("  - ").Append(file.Path).Append('\n');
            if (withContents && text.Length < MostCharacters)
            {
                text.Append(Encoding.UTF8.GetString((await Contents.ReadAsync(file, cancellationToken)).Span)).Append('\n');
            }
        }

        return Short(text.ToString());
    }

    private static string Short(string text) => text.Length <= MostCharacters ? text : $"{text[..MostCharacters]} ...";
}
