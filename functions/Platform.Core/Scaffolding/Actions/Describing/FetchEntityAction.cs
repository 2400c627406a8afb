using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Describing;

/// <summary><c>catalog:fetch</c>: gives entities of the catalog as outputs.</summary>
public sealed class FetchEntityAction(ICatalogReader catalog) : IScaffoldAction
{
    private const int MostEntities = 100;

    public string Id => "catalog:fetch";

    public string Description => "Gives entities of the catalog, by their references.";

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public JsonObject InputSchema { get; } = ActionSchemas.Parse(
        $$"""
        {
          "type": "object",
          "properties": {
            "entityRef": { "type": "string", "minLength": 1 },
            "entityRefs": { "type": "array", "maxItems": {{MostEntities}}, "items": { "type": "string", "minLength": 1 } },
            "optional": { "type": "boolean", "default": false },
            "defaultKind": { "type": "string", "minLength": 1 },
            "defaultNamespace": { "type": "string", "minLength": 1 }
          }
        }
        """);

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "entity": { "type": ["object", "null"], "examples": [{ "kind": "Component", "metadata": { "name": "orders" } }] },
          "entities": { "type": "array", "items": { "type": ["object", "null"] } }
        }
        """);

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("The owner of another service", """
            steps:
              - id: other
                name: Look the service up
                action: catalog:fetch
                input:
                  entityRef: component:default/orders
                  optional: true
            """),
    ];

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var isOptional = call.Input["optional"]?.GetValue<bool>() ?? false;
        var one = call.Input["entityRef"];
        var several = call.Input["entityRefs"] as JsonArray;
        if (one is null && several is null)
        {
            return isOptional ? ActionTurn.Done(new JsonObject()) : ActionTurn.Failed(new Problem(
                "entity-ref-missing", "Nothing says which entity is meant.", "entityRef", Expected: "entityRef or entityRefs"));
        }

        var (output, problems) = (new JsonObject(), new List<Problem>());
        if (one is not null)
        {
            output["entity"] = await FindAsync(call, one, "entityRef", isOptional, problems, cancellationToken);
        }

        if (several is not null)
        {
            var found = new JsonArray();
            for (var i = 0; i < several.Count; i++)
            {
                var field = FieldPath.Item("entityRefs", i);
                found.Add(await FindAsync(call, several[i]!, field, isOptional, problems, cancellationToken));
            }

            output["entities"] = found;
        }

        return problems.Count > 0 ? ActionTurn.Failed(problems) : ActionTurn.Done(output);
    }

    /// <summary>Reading changes nothing.</summary>
    public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) =>
        RunAsync(task, call, cancellationToken);

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing.");

    private async Task<JsonNode?> FindAsync(
        ActionCall call, JsonNode written, string field, bool isOptional, List<Problem> problems,
        CancellationToken cancellationToken)
    {
        var text = written.GetValue<string>();
        var kind = call.Input["defaultKind"]?.GetValue<string>();
        var @namespace = call.Input["defaultNamespace"]?.GetValue<string>() ?? EntityRef.DefaultNamespace;
        if (!EntityRef.TryParse(text, out var entityRef, kind, @namespace))
        {
            problems.Add(new(
                "entity-ref-invalid", $"'{text}' is no reference to an entity.", field, text,
                kind is null ? $"{EntityRef.Requirements}, with its kind, or a defaultKind" : EntityRef.Requirements));
            return null;
        }

        var entity = await catalog.FindAsync(entityRef, cancellationToken);
        if (entity is null && !isOptional)
        {
            problems.Add(new(
                "entity-not-found", $"{entityRef} is not in the catalog.", field, text,
                "an entity of the catalog, or 'optional: true'"));
        }

        return entity?.Body.DeepClone();
    }
}
