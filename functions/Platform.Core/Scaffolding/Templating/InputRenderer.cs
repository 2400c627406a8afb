using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>
/// Renders values of a template definition (step inputs, conditions, output) as Backstage does: a text that is one whole expression
/// keeps the type of its value, mixed text becomes text, and what renders to nothing disappears together with its key.
/// Pure; a failure is a <see cref="TemplatingException"/> in strict mode.
/// </summary>
public sealed class InputRenderer(RenderLimits? limits = null, OptionalNames? optional = null)
{
    /// <summary>Renders every text in a value, deeply; keys stay as they are. Null also stands for "disappeared".</summary>
    public JsonNode? Render(
        JsonNode? value,
        JsonObject context,
        RenderMode mode,
        CancellationToken cancellationToken = default) => throw new NotSupportedException($"{limits} {optional}");

    /// <summary>False when the condition is literally false or renders to false, null, "", 0, [] or nothing. The text "false" is true.</summary>
    public bool EvaluateIf(
        JsonNode? condition,
        JsonObject context,
        RenderMode mode,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>What a step runs for: an array's keys are "0", "1" and so on, an object's are its own.</summary>
    /// <exception cref="TemplatingException">The value is neither an array nor an object.</exception>
    public IReadOnlyList<(JsonNode Key, JsonNode? Value)> EvaluateEach(
        JsonNode each,
        JsonObject context,
        RenderMode mode,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
