using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions.Publishing;

internal static class PublishGitHubSchema
{
    /// <summary>
    /// Inputs that Backstage has and we don't yet. Access, secrets and protection rules that a template asks for must not be
    /// missing in silence, so a step that sets one is refused before anything is made.
    /// </summary>
    public static IReadOnlyList<string> NotSupported { get; } =
    [
        "access", "collaborators", "secrets", "token", "oidcCustomization", "bypassPullRequestAllowances", "restrictions",
        "requiredStatusCheckContexts", "requiredCommitSigning", "requiredLinearHistory",
    ];

    public static JsonObject Create() => JsonNode.Parse(
        """
        {
          "type": "object",
          "required": ["repoUrl"],
          "properties": {
            "repoUrl": { "type": "string", "minLength": 1 },
            "description": { "type": "string", "maxLength": 350 },
            "homepage": { "type": "string", "format": "uri" },
            "repoVisibility": { "type": "string", "enum": ["private", "public", "internal"] },
            "defaultBranch": { "type": "string", "minLength": 1 },
            "protectDefaultBranch": { "type": "boolean" },
            "gitCommitMessage": { "type": "string", "minLength": 1 },
            "gitAuthorName": { "type": "string", "minLength": 1 },
            "gitAuthorEmail": { "type": "string", "minLength": 1 },
            "sourcePath": { "type": "string" },
            "topics": { "type": "array", "maxItems": 20, "items": { "type": "string", "minLength": 1 } },
            "repoVariables": { "type": "object", "additionalProperties": { "type": "string" } },
            "customProperties": { "type": "object", "additionalProperties": { "type": "string" } }
          }
        }
        """)!.AsObject();
}
