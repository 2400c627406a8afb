using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>What a schema itself has to look like, so that its keywords mean something.</summary>
internal static class MetaSchema
{
    private const string Count = """{ "type": "integer", "minimum": 0 }""";
    private const string Several = """{ "type": "array", "minItems": 1, "items": { "$ref": "#" } }""";
    private const string Text = """{ "type": "string" }""";
    private const string Named = """{ "type": "object", "additionalProperties": { "$ref": "#" } }""";
    private const string Names = """{ "type": "array", "items": { "type": "string" } }""";
    private const string Type =
        """{ "enum": ["null", "boolean", "object", "array", "number", "integer", "string"] }""";

    public static JsonSchema Draft7 { get; } = JsonSchema.Parse(JsonNode.Parse(
        $$"""
        {
          "type": ["object", "boolean"],
          "properties": {
            "$id": {{Text}},
            "$ref": {{Text}},
            "$comment": {{Text}},
            "title": {{Text}},
            "description": {{Text}},
            "format": {{Text}},
            "definitions": {{Named}},
            "type": { "if": { "type": "array" }, "then": { "minItems": 1, "items": {{Type}} }, "else": {{Type}} },
            "enum": { "type": "array", "minItems": 1 },
            "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
            "maximum": { "type": "number" },
            "exclusiveMaximum": { "type": "number" },
            "minimum": { "type": "number" },
            "exclusiveMinimum": { "type": "number" },
            "maxLength": {{Count}},
            "minLength": {{Count}},
            "pattern": { "type": "string", "format": "regex" },
            "items": { "if": { "type": "array" }, "then": {{Several}}, "else": { "$ref": "#" } },
            "additionalItems": { "$ref": "#" },
            "maxItems": {{Count}},
            "minItems": {{Count}},
            "uniqueItems": { "type": "boolean" },
            "contains": { "$ref": "#" },
            "maxProperties": {{Count}},
            "minProperties": {{Count}},
            "required": {{Names}},
            "properties": {{Named}},
            "patternProperties": { "allOf": [{{Named}}, { "propertyNames": { "format": "regex" } }] },
            "additionalProperties": { "$ref": "#" },
            "propertyNames": { "$ref": "#" },
            "dependencies": {
              "type": "object",
              "additionalProperties": { "if": { "type": "array" }, "then": {{Names}}, "else": { "$ref": "#" } }
            },
            "if": { "$ref": "#" },
            "then": { "$ref": "#" },
            "else": { "$ref": "#" },
            "allOf": {{Several}},
            "anyOf": {{Several}},
            "oneOf": {{Several}},
            "not": { "$ref": "#" }
          }
        }
        """)!);
}
