using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:pages:enable</c>.</summary>
public sealed class EnablePagesAction(GitHubSteps steps, IRepositoryParts<Website> websites)
    : RepositoryPartAction<Website>(steps, websites)
{
    public override string Id => "github:pages:enable";

    public override string Description => "Has GitHub Pages serve a website from a repository.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Serve what a workflow builds",
            """
            steps:
              - id: pages
                action: github:pages:enable
                input:
                  repoUrl: github.com?owner=acme&repo=handbook
            """),
        new(
            "Serve the folder docs of a branch",
            """
            steps:
              - id: pages
                action: github:pages:enable
                input:
                  repoUrl: github.com?owner=acme&repo=handbook
                  buildType: legacy
                  sourceBranch: main
                  sourcePath: /docs
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "buildType": { "type": "string", "enum": ["legacy", "workflow"], "default": "workflow" },
          "sourceBranch": { "type": "string", "minLength": 1, "default": "main" },
          "sourcePath": { "type": "string", "enum": ["/", "/docs"], "default": "/" }
        }
        """);

    protected override Result<Website> PartOf(ScaffoldTask task, ActionCall call)
    {
        var branch = call.Input.Text("sourceBranch") ?? "main";
        return BranchName.IsValid(branch)
            ? new Website(call.Input.Text("buildType") ?? "workflow", branch, call.Input.Text("sourcePath") ?? "/")
            : new Problem(
                "branch-name-invalid", $"'{branch}' is no branch.", "sourceBranch", branch, BranchName.Requirements);
    }
}
