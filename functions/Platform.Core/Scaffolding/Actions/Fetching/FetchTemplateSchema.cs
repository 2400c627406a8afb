using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Fetching;

internal static class FetchTemplateSchema
{
    public static JsonObject Create() => JsonNode.Parse(
        """
        {
          "type": "object",
          "required": ["url"],
          "properties": {
            "url": { "type": "string", "minLength": 1 },
            "targetPath": { "type": "string" },
            "values": { "type": "object" },
            "copyWithoutTemplating": { "type": "array", "items": { "type": "string" } },
            "copyWithoutRender": { "type": "array", "items": { "type": "string" } },
            "cookiecutterCompat": { "type": "boolean" },
            "templateFileExtension": { "type": ["string", "boolean"] },
            "replace": { "type": "boolean" },
            "trimBlocks": { "type": "boolean" },
            "lstripBlocks": { "type": "boolean" },
            "token": { "type": "string" }
          }
        }
        """)!.AsObject();
}
