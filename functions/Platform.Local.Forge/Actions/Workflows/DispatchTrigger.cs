using System.Text.Json.Nodes;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>Decides whether a workflow can be dispatched, and with what.</summary>
internal static class DispatchTrigger
{
    private const string Event = "workflow_dispatch";

    /// <returns>The inputs that it declares; null when nobody can dispatch it.</returns>
    public static JsonObject? InputsOf(JsonNode? on) => on switch
    {
        JsonValue when on.ToString() == Event => [],
        JsonArray list when list.Any(name => name?.ToString() == Event) => [],
        JsonObject events when events.ContainsKey(Event) => events[Event]?["inputs"] as JsonObject ?? [],
        _ => null,
    };

    public static JsonObject WithDefaults(JsonObject declared, JsonObject given)
    {
        var inputs = (JsonObject)given.DeepClone();
        foreach (var (name, input) in declared.Where(pair => !given.ContainsKey(pair.Key)))
        {
            inputs[name] = input?["default"]?.DeepClone() ?? string.Empty;
        }

        return inputs;
    }
}
