using System.Text.Json.Nodes;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>The rules of a protected branch, as several actions take them.</summary>
internal static class ProtectionInput
{
    public const string Properties =
        """
        {
          "requiredApprovingReviewCount": {
            "type": "integer", "minimum": 0, "maximum": 6, "default": 1, "description": "Reviews that a pull request needs"
          },
          "requireCodeOwnerReviews": { "type": "boolean", "default": false },
          "dismissStaleReviews": { "type": "boolean", "default": false },
          "bypassPullRequestAllowances": {
            "type": "object", "description": "Who needs no pull request",
            "properties": {
              "users": { "type": "array", "items": { "type": "string" } },
              "teams": { "type": "array", "items": { "type": "string" } },
              "apps": { "type": "array", "items": { "type": "string" } }
            }
          },
          "restrictions": {
            "type": "object", "required": ["users", "teams"], "description": "Who alone may push",
            "properties": {
              "users": { "type": "array", "items": { "type": "string" } },
              "teams": { "type": "array", "items": { "type": "string" } },
              "apps": { "type": "array", "items": { "type": "string" } }
            }
          },
          "requiredStatusCheckContexts": { "type": "array", "items": { "type": "string" }, "default": [] },
          "requireBranchesToBeUpToDate": { "type": "boolean", "default": true },
          "requiredConversationResolution": { "type": "boolean", "default": false },
          "requireLastPushApproval": { "type": "boolean", "default": false },
          "requiredCommitSigning": { "type": "boolean", "default": false },
          "requiredLinearHistory": { "type": "boolean", "default": false }
        }
        """;

    /// <param name="branch">Empty for the default branch.</param>
    /// <param name="enforceAdmins">Name of the input.</param>
    public static BranchProtection Read(JsonObject input, string branch, string enforceAdmins) => new(branch)
    {
        EnforceAdmins = input.Flag(enforceAdmins) ?? true,
        Approvals = input.Number("requiredApprovingReviewCount") ?? 1,
        CodeOwnerReviews = input.Flag("requireCodeOwnerReviews") ?? false,
        DismissStaleReviews = input.Flag("dismissStaleReviews") ?? false,
        LastPushApproval = input.Flag("requireLastPushApproval") ?? false,
        Bypass = ActorsOf(input["bypassPullRequestAllowances"] as JsonObject),
        Pushers = ActorsOf(input["restrictions"] as JsonObject),
        StatusChecks = input.Texts("requiredStatusCheckContexts"),
        UpToDate = input.Flag("requireBranchesToBeUpToDate") ?? true,
        ConversationResolution = input.Flag("requiredConversationResolution") ?? false,
        SignedCommits = input.Flag("requiredCommitSigning") ?? false,
        LinearHistory = input.Flag("requiredLinearHistory") ?? false,
        BlockCreations = input.Flag("blockCreations") ?? false,
    };

    private static ProtectionActors? ActorsOf(JsonObject? named) =>
        named is null ? null : new(named.Texts("users"), named.Texts("teams"), named.Texts("apps"));
}
