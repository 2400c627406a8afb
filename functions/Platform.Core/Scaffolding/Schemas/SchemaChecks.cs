using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>Judges a schema itself, before anything is validated with it.</summary>
public static class SchemaChecks
{
    public const string ForeignDialect = "schema-dialect";
    public const string UnknownReference = "schema-ref";

    private const string Dialect = "http://json-schema.org/draft-07/schema";

    /// <summary>
    /// Everything that is no JSON Schema of draft-07, each with its place: keywords of the wrong form, another dialect, and
    /// references to what is not in the schema, because nothing is fetched.
    /// </summary>
    /// <param name="field">Prefix of the problems' field paths.</param>
    public static IReadOnlyList<Problem> Check(JsonObject schema, string field)
    {
        var problems = new List<Problem>(MetaSchema.Draft7.Validate(schema, field));
        if (schema["$schema"] is { } dialect
            && !(dialect is JsonValue value && value.TryGetValue(out string? text) && text.TrimEnd('#') == Dialect))
        {
            var place = FieldPath.Key(field, "$schema");
            problems.Add(new(
                ForeignDialect, $"'{place}' is not valid: expected {Dialect}#.", place, dialect.DeepClone(), $"{Dialect}#"));
        }

        var references = new SchemaReferences(schema);
        AddUnknown(problems, references, schema, references.RootUri, field);
        return problems;
    }

    private static void AddUnknown(
        List<Problem> problems, SchemaReferences references, JsonNode? schema, Uri around, string field)
    {
        if (schema is JsonArray several)
        {
            for (var i = 0; i < several.Count; i++)
            {
                AddUnknown(problems, references, several[i], around, FieldPath.Item(field, i));
            }
        }

        if (schema is not JsonObject keywords)
        {
            return;
        }

        if (keywords["$ref"] is JsonValue reference && reference.TryGetValue(out string? target))
        {
            if (references.Find(target, around) is null)
            {
                var place = FieldPath.Key(field, "$ref");
                problems.Add(new(
                    UnknownReference, $"'{place}' names '{target}', which is not in the schema; nothing is fetched.",
                    place, reference.DeepClone(), "a part of this schema"));
            }

            // In draft-07 a reference stands for itself alone; keywords beside it mean nothing.
            return;
        }

        var inside = SchemaReferences.BaseOf(schema, around);
        foreach (var keyword in SchemaReferences.Nested)
        {
            AddUnknown(problems, references, keywords[keyword], inside, FieldPath.Key(field, keyword));
        }

        foreach (var keyword in SchemaReferences.ByName)
        {
            foreach (var (name, named) in keywords[keyword] as JsonObject ?? [])
            {
                AddUnknown(problems, references, named, inside, FieldPath.Key(FieldPath.Key(field, keyword), name));
            }
        }
    }
}
