using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>
/// A JSON Schema of draft-07 as <c>ajv</c> understands it; unknown keywords (<c>ui:field</c> and the like) are ignored.
/// </summary>
public sealed class JsonSchema
{
    private readonly JsonNode _schema;
    private readonly SchemaReferences _references;
    private readonly SchemaPatterns _patterns = new();

    private JsonSchema(JsonNode schema)
    {
        _schema = schema;
        _references = new SchemaReferences(schema);
    }

    /// <summary>The schema is not copied; it must not change afterwards.</summary>
    public static JsonSchema Parse(JsonNode schema) => new(schema);

    /// <summary>
    /// Every problem, in the order of the schema's keywords; codes are <c>schema-</c> and the keyword that failed.
    /// </summary>
    /// <param name="field">Prefix of the problems' field paths.</param>
    public IReadOnlyList<Problem> Validate(JsonNode? instance, string field = "")
    {
        var validation = new SchemaValidation(_references, _patterns);
        validation.Apply(_schema, _references.RootUri, instance, field);
        validation.ReportLimits(instance, field);
        return validation.Problems;
    }
}
