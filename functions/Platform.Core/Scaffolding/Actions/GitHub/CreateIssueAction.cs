using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl.Parts;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary><c>github:issues:create</c>. The issue carries the step's mark, unseen by people, to be found again.</summary>
public sealed class CreateIssueAction(GitHubSteps steps, IRepositoryParts<Issue> issues)
    : RepositoryPartAction<Issue>(steps, issues)
{
    public override string Id => "github:issues:create";

    public override string Description => "Opens an issue in a repository.";

    public override IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Ask for a review of the new service",
            """
            steps:
              - id: review
                action: github:issues:create
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  title: Review the service
                  body: It was made a minute ago.
                  labels: [review]
            """),
    ];

    public override JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "title": { "type": "string", "minLength": 1, "maxLength": 256 },
          "body": { "type": "string", "maxLength": 60000 },
          "assignees": { "type": "array", "maxItems": 10, "items": { "type": "string", "minLength": 1 } },
          "milestone": { "type": ["string", "number"], "description": "Its number" },
          "labels": { "type": "array", "items": { "type": "string", "minLength": 1 } }
        }
        """,
        "title");

    public override JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "issueUrl": { "type": "string", "examples": ["https://github.com/acme/orders/issues/42"] },
          "issueNumber": { "type": "number", "examples": [42] }
        }
        """);

    protected override Result<Issue> PartOf(ScaffoldTask task, ActionCall call)
    {
        var input = call.Input;
        var milestone = input["milestone"]?.ToString();
        return milestone is not null && !(int.TryParse(milestone, out var number) && number > 0)
            ? new Problem("milestone-invalid", $"'{milestone}' is no milestone.", "milestone", milestone, "its number")
            : new Issue(
                input.Text("title")!,
                input.Text("body") ?? string.Empty,
                [.. input.Texts("assignees").Distinct()],
                [.. input.Texts("labels").Distinct()],
                milestone is null ? null : int.Parse(milestone, System.Globalization.CultureInfo.InvariantCulture),
                TaskMark.Of(task.Id, call.Step));
    }

    protected override JsonObject OutputOf(Issue part, FoundPart made) => new()
    {
        ["issueUrl"] = made.Url?.AbsoluteUri,
        ["issueNumber"] = made.Number,
    };
}
