using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>A JSON Schema of draft-07 as <c>ajv</c> understands it; unknown keywords (<c>ui:field</c> and the like) are ignored.</summary>
public sealed class JsonSchema
{
    private JsonSchema()
    {
    }

    public static JsonSchema Parse(JsonNode schema) => throw new NotSupportedException();

    /// <param name="field">Prefix of the problems' field paths.</param>
    public IReadOnlyList<Problem> Validate(JsonNode? instance, string field = "") => throw new NotSupportedException();
}
