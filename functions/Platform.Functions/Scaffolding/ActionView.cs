using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Functions.Scaffolding;

/// <summary>An action as Backstage shows it, with the version that a template may pin.</summary>
public sealed record ActionView(
    string Id, int Version, string Description, IReadOnlyList<ActionExample> Examples, ActionSchemasView Schema)
{
    public static ActionView Of(IScaffoldAction action) => new(
        action.Id, action.Version, action.Description, action.Examples, new(action.InputSchema, action.OutputSchema));
}

public sealed record ActionSchemasView(JsonObject Input, JsonObject Output);
