using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Http;

internal static class HttpRequestSchema
{
    public static JsonObject Input { get; } = ActionSchemas.Parse(
        """
        {
          "type": "object",
          "required": ["url"],
          "properties": {
            "method": {
              "type": "string", "default": "GET",
              "enum": ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "get", "head", "post", "put", "patch", "delete"]
            },
            "url": { "type": "string", "minLength": 1, "maxLength": 2048, "description": "Its host must be allowed." },
            "path": { "type": "string", "maxLength": 2048, "description": "Put behind the url." },
            "headers": {
              "type": "object", "maxProperties": 50,
              "additionalProperties": { "type": ["string", "number", "boolean"], "maxLength": 8192 }
            },
            "query": {
              "type": "object", "maxProperties": 50,
              "additionalProperties": {
                "type": ["string", "number", "boolean", "array"],
                "maxItems": 50, "items": { "type": ["string", "number", "boolean"] }
              }
            },
            "body": { "description": "A text as it is; an object or list as JSON." },
            "expectedStatus": {
              "type": ["integer", "array"], "items": { "type": "integer" },
              "description": "Every other one fails the step; 200 to 299 when left out."
            },
            "continueOnBadResponse": { "type": "boolean", "default": false },
            "timeoutSeconds": { "type": "number", "minimum": 1, "maximum": 100, "default": 30 }
          }
        }
        """);

    public static JsonObject Output { get; } = ActionSchemas.OutputOf(
        """
        {
          "code": { "type": "integer", "examples": [200] },
          "headers": { "type": "object" },
          "body": { "description": "JSON as a value, everything else as text.", "examples": [{}] }
        }
        """);

    public static IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Ask another system for a number", """
            steps:
              - id: cost
                name: Ask for the cost centre
                action: http:request
                input:
                  method: GET
                  url: https://costs.example.com
                  path: centres
                  query:
                    team: payments
            """),
        new("Open a ticket", """
            steps:
              - id: ticket
                name: Open a ticket
                action: http:request
                input:
                  method: POST
                  url: https://tickets.example.com/api/issues
                  headers:
                    Authorization: Bearer ${{ secrets.ticketToken }}
                  body:
                    title: A new service
                  expectedStatus: 201
            """),
    ];
}
