using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Adapters.Tests.GitHub.Actions;

/// <summary>An action on a repository that exists, an input that makes it use all that it has, and what it leaves.</summary>
/// <param name="Other">Makes the same thing with other properties.</param>
/// <param name="Leaves">Addresses below the repository that tell what is there.</param>
internal sealed partial record ActionCase(string Id, string Input, string? Other, params string[] Leaves)
{
    public static IReadOnlyList<ActionCase> All { get; } =
    [
        new(
            "github:webhook",
            """
            { "webhookUrl": "http://127.0.0.1:9/hook", "webhookSecret": "s", "events": ["push", "release"],
              "contentType": "json" }
            """,
            """{ "webhookUrl": "http://127.0.0.1:9/hook", "events": ["push"] }""",
            "hooks"),
        new(
            "github:autolinks:create",
            """{ "keyPrefix": "TICKET-", "urlTemplate": "https://tickets.acme.com/<num>", "isAlphanumeric": false }""",
            """{ "keyPrefix": "TICKET-", "urlTemplate": "https://elsewhere.com/<num>" }""",
            "autolinks"),
        new(
            "github:deployKey:create",
            """{ "deployKeyName": "Push it", "publicKey": "KEY ada@acme", "privateKey": "private" }""",
            """{ "deployKeyName": "Other", "publicKey": "KEY", "privateKey": "other" }""",
            "keys", "actions/secrets"),
        new(
            "github:pages:enable",
            """{ "buildType": "legacy", "sourceBranch": "main", "sourcePath": "/docs" }""",
            """{ "buildType": "workflow" }""",
            "pages"),
        new(
            "github:ruleset:create",
            """
            { "name": "no deletion", "enforcement": "active", "rules": [{ "type": "deletion" }],
              "conditions": { "refName": { "include": ["~DEFAULT_BRANCH"], "exclude": [] } },
              "bypassActors": [{ "actorType": "OrganizationAdmin", "actorId": null, "bypassMode": "always" }] }
            """,
            """{ "name": "no deletion", "enforcement": "disabled", "rules": [] }""",
            "rulesets"),
        new(
            "github:environment:create",
            """
            { "name": "production", "waitTimer": 5, "preventSelfReview": true,
              "deploymentBranchPolicy": { "protected_branches": false, "custom_branch_policies": true },
              "customBranchPolicyNames": ["main"], "customTagPolicyNames": ["v*"],
              "reviewers": ["user:default/someone", "group:default/team-a"],
              "environmentVariables": { "REGION": "westeurope" }, "secrets": { "API_KEY": "s" } }
            """,
            """{ "name": "production" }""",
            "environments", "environments/production/variables", "environments/production/secrets",
            "environments/production/deployment-branch-policies"),
        new(
            "github:branch-protection:create",
            """
            { "requiredApprovingReviewCount": 2, "requireCodeOwnerReviews": true, "dismissStaleReviews": true,
              "requiredStatusCheckContexts": ["test"], "requiredConversationResolution": true, "requireLastPushApproval": true,
              "bypassPullRequestAllowances": { "users": ["ada"] }, "restrictions": { "users": ["bob"], "teams": ["team-a"] },
              "requiredCommitSigning": true, "requiredLinearHistory": true, "blockCreations": true }
            """,
            """{ "requiredApprovingReviewCount": 1 }""",
            "branches/main/protection"),
        new(
            "github:issues:create",
            """{ "title": "Look at it", "body": "Please.", "labels": ["review"], "assignees": ["ada"] }""",
            null,
            "issues?state=open", "issues/2/comments"),
        new("github:issues:label", """{ "number": 1, "labels": ["bug", "generated", "new one"] }""", null, "issues/1/labels"),
        new(
            "github:actions:dispatch",
            """{ "workflowId": "deploy.yml", "branchOrTagName": "main", "workflowInputs": { "stage": "production" } }""",
            null,
            "actions/workflows/deploy.yml/runs?event=workflow_dispatch"),
    ];

    /// <value>With the one that takes the workspace's files along.</value>
    public static IReadOnlyList<ActionCase> WithPulls { get; } =
    [
        .. All,
        new(
            "publish:github:pull-request",
            """
            { "branchName": "add-app", "title": "Add the app", "description": "New.", "targetPath": "app", "reviewers": ["ada"],
              "assignees": ["bob"] }
            """,
            null,
            "pulls?state=all", "branches", "git/ref/heads/add-app", "issues/2/comments"),
    ];

    public static TheoryData<string> Ids => [.. All.Select(one => one.Id)];

    public static ActionCase Of(string id) => All.Single(one => one.Id == id);

    public JsonObject InputFor(ActionWorld world) => Of(world, Input);

    public JsonObject OtherFor(ActionWorld world) => Of(world, Other!);

    /// <summary>What there is, without what is another number or time in every run.</summary>
    public async Task<string> LookAsync(ActionWorld world)
    {
        List<string> found = [];
        foreach (var path in Leaves)
        {
            var there = await world.GetAsync($"{world.Path}/{path}");
            var text = (there?.ToJsonString() ?? "none")
                .Replace(world.Organization.Name, "ORG", StringComparison.Ordinal)
                .Replace(KeyOf(world), "KEY", StringComparison.Ordinal);
            found.Add($"{path}: {Stable(text)}");
        }

        return string.Join('\n', found);
    }

    private static JsonObject Of(ActionWorld world, string input) =>
        JsonNode.Parse(input.Replace("KEY ", KeyOf(world) + " ", StringComparison.Ordinal)
            .Replace("\"KEY\"", $"\"{KeyOf(world)}\"", StringComparison.Ordinal))!.AsObject();

    /// <summary>As on GitHub, a key belongs to one repository of all there are.</summary>
    private static string KeyOf(ActionWorld world) =>
        $"ssh-ed25519 {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(world.Organization.Name))}";

    private static string Stable(string json) => Changing().Replace(json, "$1");

    [GeneratedRegex(
        """("(?:(?:[a-z_]*_)?(?:id|at|url|sha)|href|code|run_number|status|conclusion|body|timestamp)"):("[^"]*"|\d+|null)""")]
    private static partial Regex Changing();
}
