using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Notifying;

/// <summary>A message of bounded size and form: plain text, which Slack's adapter escapes, and no blocks of one's own.</summary>
internal static class NotifySlackSchema
{
    public static JsonObject Input { get; } = ActionSchemas.Parse(
        """
        {
          "type": "object",
          "required": ["text"],
          "not": { "required": ["channel", "toRequester"], "properties": { "toRequester": { "const": true } } },
          "properties": {
            "channel": { "type": "string", "pattern": "^[#@]?[A-Za-z0-9._-]{1,80}$" },
            "toRequester": { "type": "boolean", "default": false },
            "title": { "type": "string", "minLength": 1, "maxLength": 150 },
            "text": { "type": "string", "minLength": 1, "maxLength": 3000 },
            "severity": { "type": "string", "enum": ["info", "success", "warning", "failure"], "default": "info" },
            "facts": {
              "type": "object", "maxProperties": 10,
              "additionalProperties": { "type": ["string", "number", "boolean"], "maxLength": 300 }
            },
            "links": {
              "type": "array", "maxItems": 5,
              "items": {
                "type": "object",
                "required": ["title", "url"],
                "properties": {
                  "title": { "type": "string", "minLength": 1, "maxLength": 75 },
                  "url": { "type": "string", "pattern": "^https?://", "maxLength": 2000 }
                }
              }
            },
            "optional": { "type": "boolean", "default": false, "description": "An unknown requester fails no step." }
          }
        }
        """);

    public static IReadOnlyList<ActionExample> Examples { get; } =
    [
        new("Tell a channel of a new service", """
            steps:
              - id: tell
                name: Tell the team
                action: notify:slack
                input:
                  channel: team-payments
                  title: A new service is there
                  text: The service orders has its repository.
                  severity: success
                  links:
                    - title: Repository
                      url: https://github.com/acme/orders
            """),
        new("Tell whoever asked, if Slack knows them", """
            steps:
              - id: tell
                name: Tell the requester
                action: notify:slack
                input:
                  toRequester: true
                  optional: true
                  text: Your service is being made.
            """),
    ];
}
