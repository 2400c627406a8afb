using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:branch-protection:create</c>.</summary>
public sealed class ProtectBranchAction(GitHubSteps steps, IRepositoryParts<BranchProtection> protections)
    : RepositoryPartAction<BranchProtection>(steps, protections)
{
    public override string Id => "github:branch-protection:create";

    public override string Description => "Protects a branch: reviews, checks, who may push.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Two reviews and a green check for the default branch",
            """
            steps:
              - id: protect
                action: github:branch-protection:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  requiredApprovingReviewCount: 2
                  requiredStatusCheckContexts: [test]
            """),
    ];

    public override JsonObject InputSchema { get; } = WithRules(
        """
        {
          "branch": { "type": "string", "minLength": 1, "description": "The repository's default branch unless given" },
          "enforceAdmins": { "type": "boolean", "default": true },
          "blockCreations": { "type": "boolean", "default": false }
        }
        """);

    /// <value>What the step that published the repository has protected, this one protects better.</value>
    protected override bool MayReplaceOwn => true;

    internal static JsonObject WithRules(string properties, params IReadOnlyList<string> required)
    {
        var schema = GitHubSchemas.Input(properties, required);
        foreach (var (name, rule) in ActionSchemas.Parse(ProtectionInput.Properties))
        {
            schema["properties"]![name] = rule?.DeepClone();
        }

        return schema;
    }

    protected override Result<BranchProtection> PartOf(ScaffoldTask task, ActionCall call)
    {
        var branch = call.Input.Text("branch") ?? string.Empty;
        return branch.Length == 0 || BranchName.IsValid(branch)
            ? ProtectionInput.Read(call.Input, branch, "enforceAdmins")
            : new Problem("branch-name-invalid", $"'{branch}' is no branch.", "branch", branch, BranchName.Requirements);
    }

    protected override Task<Result<BranchProtection>> CompleteAsync(
        ScaffoldTask task, ListedRepository repository, BranchProtection part, CancellationToken cancellationToken) =>
        Task.FromResult(Result<BranchProtection>.Ok(
            part.Branch.Length > 0 ? part : part with { Branch = repository.DefaultBranch }));
}
