using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:environment:create</c>.</summary>
public sealed class CreateEnvironmentAction(
    GitHubSteps steps, IRepositoryParts<DeploymentEnvironment> environments, ICatalogReader catalog)
    : RepositoryPartAction<DeploymentEnvironment>(steps, environments)
{
    public override string Id => "github:environment:create";

    public override string Description => "Makes a deployment environment with its variables, secrets and guards.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Production, for releases only, after a word of the team",
            """
            steps:
              - id: production
                action: github:environment:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  name: production
                  deploymentBranchPolicy:
                    protected_branches: false
                    custom_branch_policies: true
                  customTagPolicyNames: ['v*']
                  reviewers: ['group:default/team-a']
                  environmentVariables:
                    REGION: westeurope
                  secrets:
                    API_KEY: ${{ secrets.apiKey }}
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "name": { "type": "string", "minLength": 1, "maxLength": 255 },
          "deploymentBranchPolicy": {
            "type": ["object", "null"], "required": ["protected_branches", "custom_branch_policies"],
            "properties": {
              "protected_branches": { "type": "boolean" }, "custom_branch_policies": { "type": "boolean" }
            },
            "description": "Either protected branches or those that match a pattern; without it, every branch"
          },
          "customBranchPolicyNames": { "type": "array", "items": { "type": "string", "minLength": 1 } },
          "customTagPolicyNames": { "type": "array", "items": { "type": "string", "minLength": 1 } },
          "environmentVariables": { "type": "object", "additionalProperties": { "type": "string" } },
          "secrets": {
            "type": "object", "additionalProperties": { "type": "string" }, "description": "Take them from the task's secrets"
          },
          "waitTimer": { "type": "integer", "minimum": 0, "maximum": 43200, "description": "Minutes before a deployment" },
          "preventSelfReview": { "type": "boolean" },
          "reviewers": {
            "type": "array", "maxItems": 6, "items": { "type": "string", "minLength": 1 },
            "description": "References of users and groups in the catalog"
          }
        }
        """,
        "name");

    protected override bool MayReplaceOwn => true;

    protected override Result<DeploymentEnvironment> PartOf(ScaffoldTask task, ActionCall call)
    {
        var input = call.Input;
        var name = input.Text("name")!;
        var (variables, secrets) = (input.Map("environmentVariables"), input.Map("secrets"));
        List<Problem> problems =
        [
            .. ActionsName.Check(variables.Keys, "environmentVariables"), .. ActionsName.Check(secrets.Keys, "secrets"),
        ];
        if (name is "." or ".." || name.Any(character => char.IsControl(character) || "'`\",;\\%/?#".Contains(character)))
        {
            problems.Add(new("environment-name-invalid", $"'{name}' can't name an environment.", "name", name,
                "no control character and none of ' ` \" , ; \\ % / ? #"));
        }

        var branches = input["deploymentBranchPolicy"] is JsonObject policy
            ? new DeploymentBranches(policy.Flag("protected_branches")!.Value, policy.Flag("custom_branch_policies")!.Value)
            : null;
        var (branchPatterns, tagPatterns) = (input.Texts("customBranchPolicyNames"), input.Texts("customTagPolicyNames"));
        if (branches is not null && branches.OnlyProtected == branches.ByPattern)
        {
            problems.Add(new("branch-policy-invalid", "Exactly one of the two kinds of branches may be deployed.",
                "deploymentBranchPolicy", Expected: "protected_branches or custom_branch_policies true, the other one false"));
        }

        if (branchPatterns.Count + tagPatterns.Count > 0 && branches?.ByPattern != true)
        {
            problems.Add(new("branch-policy-missing", "Patterns count only where branches are chosen by pattern.",
                "deploymentBranchPolicy", Expected: "custom_branch_policies: true"));
        }

        foreach (var reviewer in input.Texts("reviewers").Where(text => !EntityRef.TryParse(text, out _)))
        {
            problems.Add(new("entity-ref-invalid", $"'{reviewer}' names no entity.", "reviewers", reviewer,
                "user:NAMESPACE/NAME or group:NAMESPACE/NAME"));
        }

        return problems.Count > 0 ? Result<DeploymentEnvironment>.Failed(problems) : new DeploymentEnvironment(
            name, variables, secrets)
        {
            Branches = branches,
            BranchPatterns = branchPatterns,
            TagPatterns = tagPatterns,
            WaitTimer = input.Number("waitTimer"),
            PreventSelfReview = input.Flag("preventSelfReview"),
            Reviewers = [.. input.Texts("reviewers").Select(text => new DeploymentReviewer(text, IsTeam: false))],
        };
    }

    /// <summary>What the catalog calls a user or group, GitHub knows by a login or slug.</summary>
    protected override async Task<Result<DeploymentEnvironment>> CompleteAsync(
        ScaffoldTask task, ListedRepository repository, DeploymentEnvironment part, CancellationToken cancellationToken)
    {
        List<DeploymentReviewer> reviewers = [];
        List<Problem> problems = [];
        foreach (var reviewer in part.Reviewers)
        {
            var found = await GitHubPeopleNames.FindAsync(catalog, EntityRef.Parse(reviewer.Name), cancellationToken);
            if (found is null)
            {
                problems.Add(new("reviewer-unknown", $"The catalog has no user or group {reviewer.Name}.", "reviewers",
                    reviewer.Name, "a User or Group of the catalog"));
            }
            else
            {
                reviewers.Add(found);
            }
        }

        return problems.Count > 0 ? Result<DeploymentEnvironment>.Failed(problems) : part with { Reviewers = reviewers };
    }
}
