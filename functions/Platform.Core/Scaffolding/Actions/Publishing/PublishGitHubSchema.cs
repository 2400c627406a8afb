using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions.GitHub;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>The inputs of the actions that make repositories and fill them, in Backstage's names.</summary>
internal static class PublishGitHubSchema
{
    private const string Repository =
        """
        {
          "description": { "type": "string", "maxLength": 350 },
          "homepage": { "type": "string", "format": "uri" },
          "access": { "type": "string", "description": "Who administers it: a user, or a team as OWNER/TEAM" },
          "collaborators": {
            "type": "array",
            "items": {
              "type": "object", "required": ["access"],
              "properties": {
                "access": { "type": "string", "minLength": 1, "description": "pull, triage, push, maintain or admin" },
                "user": { "type": "string", "minLength": 1 }, "team": { "type": "string", "minLength": 1 },
                "username": { "type": "string", "minLength": 1 }
              },
              "oneOf": [{ "required": ["user"] }, { "required": ["team"] }, { "required": ["username"] }]
            }
          },
          "repoVisibility": { "type": "string", "enum": ["private", "public", "internal"], "default": "private" },
          "deleteBranchOnMerge": { "type": "boolean", "default": false },
          "allowMergeCommit": { "type": "boolean", "default": true },
          "allowSquashMerge": { "type": "boolean", "default": true },
          "squashMergeCommitTitle": {
            "type": "string", "enum": ["PR_TITLE", "COMMIT_OR_PR_TITLE"], "default": "COMMIT_OR_PR_TITLE"
          },
          "squashMergeCommitMessage": {
            "type": "string", "enum": ["PR_BODY", "COMMIT_MESSAGES", "BLANK"], "default": "COMMIT_MESSAGES"
          },
          "allowRebaseMerge": { "type": "boolean", "default": true },
          "allowAutoMerge": { "type": "boolean", "default": false },
          "allowUpdateBranch": { "type": "boolean", "default": false },
          "hasProjects": { "type": "boolean" },
          "hasWiki": { "type": "boolean" },
          "hasIssues": { "type": "boolean" },
          "topics": { "type": "array", "maxItems": 20, "items": { "type": "string", "minLength": 1 } },
          "repoVariables": { "type": "object", "additionalProperties": { "type": "string" } },
          "secrets": {
            "type": "object", "additionalProperties": { "type": "string" },
            "description": "For its workflows, sealed before they are sent; take them from the task's secrets"
          },
          "oidcCustomization": {
            "type": "object",
            "properties": {
              "useDefault": { "type": "boolean", "default": true },
              "includeClaimKeys": { "type": "array", "items": { "type": "string", "pattern": "^[A-Za-z0-9_]+$" } }
            }
          },
          "customProperties": {
            "type": "object",
            "additionalProperties": {
              "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
            }
          },
          "subscribe": { "type": "boolean", "default": false }
        }
        """;

    private const string Content =
        """
        {
          "defaultBranch": { "type": "string", "minLength": 1, "default": "master" },
          "protectDefaultBranch": { "type": "boolean", "default": true },
          "protectEnforceAdmins": { "type": "boolean", "default": true },
          "gitCommitMessage": { "type": "string", "minLength": 1, "default": "initial commit" },
          "gitAuthorName": { "type": "string", "minLength": 1, "default": "Scaffolder" },
          "gitAuthorEmail": { "type": "string", "minLength": 1 },
          "sourcePath": { "type": "string", "description": "The workspace's folder that becomes the repository" }
        }
        """;

    /// <summary>Of an action that makes a repository and fills it.</summary>
    public static JsonObject Whole() => Of(Repository, Content, ProtectionInput.Properties);

    /// <summary>Of one that makes it; rules for a branch are taken, as in Backstage, and mean nothing without one.</summary>
    public static JsonObject Making() => Of(Repository, ProtectionInput.Properties);

    public static JsonObject Filling() => Of(Content, ProtectionInput.Properties);

    private static JsonObject Of(params IReadOnlyList<string> parts)
    {
        JsonObject all = [];
        foreach (var (name, schema) in parts.SelectMany(part => ActionSchemas.Parse(part)))
        {
            all[name] = schema?.DeepClone();
        }

        return GitHubSchemas.Input(all.ToJsonString());
    }
}
