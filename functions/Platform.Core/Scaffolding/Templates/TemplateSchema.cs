using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>The shapes of a template's optional parts. What is not named here is free, as it is in Backstage.</summary>
internal static class TemplateSchema
{
    private const string Text = """{ "type": "string", "minLength": 1 }""";
    private const string Duration =
        """{ "type": "string", "pattern": "^P(?=[0-9T])([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9.]+S)?)?$" }""";
    private const string Condition = """{ "type": ["string", "boolean"] }""";

    /// <summary>Of <c>spec</c>; steps and parameters have readers of their own.</summary>
    public static JsonSchema Spec { get; } = Parse(
        $$"""
        {
          "properties": {
            "owner": {{Text}},
            "owners": { "type": "array", "items": {{Text}} },
            "lifecycle": {{Text}},
            "compat": { "enum": ["strict", "lenient"] },
            "parallel": { "type": "boolean" },
            "limits": {
              "type": "object",
              "properties": { "concurrent": { "type": "integer", "minimum": 1 } },
              "additionalProperties": false
            },
            "secrets": { "type": "object", "properties": { "schema": { "type": "object" } } },
            "presentation": {
              "type": "object",
              "properties": { "buttonLabels": { "type": "object", "properties": {
                "backButtonText": { "type": "string" },
                "createButtonText": { "type": "string" },
                "reviewButtonText": { "type": "string" }
              } } }
            },
            "EXPERIMENTAL_recovery": {
              "type": "object",
              "properties": { "EXPERIMENTAL_strategy": { "type": "string" } }
            },
            "EXPERIMENTAL_formDecorators": {
              "type": "array",
              "items": { "type": "object", "properties": { "id": { "type": "string" }, "input": { "type": "object" } } }
            },
            "output": {
              "type": "object",
              "properties": {
                "links": { "type": "array", "items": { "type": "object", "properties": {
                  "if": {{Condition}}, "url": {{Text}}, "entityRef": {{Text}}, "title": {{Text}}, "icon": {{Text}}
                } } },
                "text": { "type": "array", "items": { "type": "object", "properties": {
                  "if": {{Condition}}, "title": {{Text}}, "icon": {{Text}}, "content": { "type": "string" }
                } } }
              },
              "additionalProperties": { "type": "string" }
            }
          }
        }
        """);

    /// <summary>Of a page, and of a step: what authorization rules may ask about it.</summary>
    public static JsonSchema Permissions { get; } = Parse(
        """
        {
          "properties": {
            "backstage:permissions": {
              "type": "object",
              "properties": { "tags": { "type": "array", "items": { "type": "string" } } }
            }
          }
        }
        """);

    /// <summary>Of a step, beside <see cref="Permissions"/>.</summary>
    public static JsonSchema Step { get; } = Parse(
        $$"""
        {
          "properties": {
            "needs": { "type": "array", "items": {{Text}} },
            "retry": {
              "type": "object",
              "properties": {
                "attempts": { "type": "integer", "minimum": 1, "maximum": 100 },
                "backoff": {{Duration}},
                "maxInterval": {{Duration}}
              },
              "additionalProperties": false
            }
          }
        }
        """);

    private static JsonSchema Parse(string schema) => JsonSchema.Parse(JsonNode.Parse(schema)!);
}
