using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Describing;

/// <summary><c>catalog:write</c>: writes a catalog descriptor into the workspace; it replaces what is there.</summary>
public sealed class WriteEntityAction(IContentStore contents) : WorkspaceAction(contents, Schema)
{
    private const string Schema = """
        {
          "type": "object",
          "required": ["entity"],
          "properties": { "entity": { "type": "object" }, "filePath": { "type": "string", "minLength": 1 } }
        }
        """;

    public override string Id => "catalog:write";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Describe the new service", """
            steps:
              - id: describe
                name: Write the descriptor
                action: catalog:write
                input:
                  entity:
                    apiVersion: backstage.io/v1alpha1
                    kind: Component
                    metadata:
                      name: ${{ parameters.name }}
                    spec:
                      type: service
                      lifecycle: experimental
                      owner: ${{ parameters.owner }}
            """),
    ];

    public override string Description => "Writes a catalog descriptor into the workspace.";

    protected override async Task<Result<WorkspaceChange>> ChangeAsync(
        ScaffoldTask task, ActionCall call, WorkspaceManifest workspace, CancellationToken cancellationToken)
    {
        var path = PathOf(call.Input["filePath"] ?? "catalog-info.yaml", "filePath");
        if (!path.IsOk)
        {
            return Result<WorkspaceChange>.Failed(path.Problems);
        }

        var entity = call.Input["entity"]!.DeepClone().AsObject();
        SayWhereFrom(entity, task.Spec.TemplateInfo.EntityRef.Canonical);
        var body = new WorkspaceBody(path.Value, "100644", Encoding.UTF8.GetBytes(YamlWriter.Write(entity)));
        return new WorkspaceChange(
            workspace.With(await Contents.WriteAsync([body], cancellationToken)), null, $"Wrote {path.Value}");
    }

    /// <summary>As Backstage does, so that a catalog can tell what was made from which template.</summary>
    private static void SayWhereFrom(JsonObject entity, string template)
    {
        var metadata = entity["metadata"] as JsonObject ?? (JsonObject)(entity["metadata"] = new JsonObject());
        var annotations = metadata["annotations"] as JsonObject ?? (JsonObject)(metadata["annotations"] = new JsonObject());
        annotations["backstage.io/source-template"] = template;
    }
}
