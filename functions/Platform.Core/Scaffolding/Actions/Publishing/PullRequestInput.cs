using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>The inputs of <c>publish:github:pull-request</c> with Backstage's defaults.</summary>
internal sealed record PullRequestInput
{
    public const string DefaultAuthorEmail = "scaffolder@platform.invalid";

    private const string Properties =
        """
        {
          "branchName": { "type": "string", "minLength": 1, "description": "The branch that is made" },
          "targetBranchName": { "type": "string", "minLength": 1, "description": "Where it goes; else the default branch" },
          "title": { "type": "string", "minLength": 1, "maxLength": 256 },
          "description": { "type": "string", "maxLength": 60000 },
          "draft": { "type": "boolean" },
          "sourcePath": { "type": "string", "description": "The workspace's folder whose files are taken" },
          "targetPath": { "type": "string", "description": "The repository's folder that they go to" },
          "reviewers": { "type": "array", "items": { "type": "string", "minLength": 1 } },
          "assignees": { "type": "array", "items": { "type": "string", "minLength": 1 } },
          "teamReviewers": { "type": "array", "items": { "type": "string", "minLength": 1 } },
          "commitMessage": { "type": "string", "description": "The title unless given" },
          "update": { "type": "boolean", "description": "A branch and pull request that are there get one more commit" },
          "forceFork": { "type": "boolean", "description": "Not possible here: the platform has no account to fork into" },
          "gitAuthorName": { "type": "string" },
          "gitAuthorEmail": { "type": "string" },
          "forceEmptyGitAuthor": { "type": "boolean", "description": "GitHub names the author, and signs for an app" },
          "createWhenEmpty": { "type": "boolean", "default": true, "description": "Open it although nothing changes" }
        }
        """;

    public required string Branch { get; init; }

    /// <value>Null for the default branch.</value>
    public string? Into { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string CommitMessage { get; init; }

    public required string AuthorName { get; init; }

    public required string AuthorEmail { get; init; }

    public bool WithoutAuthor { get; init; }

    public bool IsDraft { get; init; }

    public bool IsUpdate { get; init; }

    public bool WhenEmpty { get; init; }

    /// <value>With its trailing slash; empty for all of it.</value>
    public required string SourcePath { get; init; }

    public required string TargetPath { get; init; }

    public required PullRequestPeople People { get; init; }

    public static JsonObject Schema() => GitHubSchemas.Input(Properties, "branchName", "title", "description");

    public static Result<PullRequestInput> Read(JsonObject input)
    {
        List<Problem> problems = [];
        foreach (var field in new[] { "branchName", "targetBranchName" })
        {
            if (input.Text(field) is { } name && !BranchName.IsValid(name))
            {
                problems.Add(new("branch-name-invalid", $"'{name}' is no branch.", field, name, BranchName.Requirements));
            }
        }

        if (input.Text("targetBranchName") is { } into && into == input.Text("branchName"))
        {
            problems.Add(new("branch-name-invalid", "A branch can't be merged into itself.", "branchName", into,
                "another branch than targetBranchName"));
        }

        if (input.Flag("forceFork") == true)
        {
            problems.Add(new("input-not-supported", "publish:github:pull-request can't fork: the platform has no account for it.",
                "forceFork", true, "false: the branch is made in the repository itself"));
        }

        var (source, target) = (FolderInput.Read(input, "sourcePath"), FolderInput.Read(input, "targetPath"));
        problems.AddRange([.. source.Problems, .. target.Problems]);
        return problems.Count > 0 ? Result<PullRequestInput>.Failed(problems) : new PullRequestInput
        {
            Branch = input.Text("branchName")!,
            Into = input.Text("targetBranchName"),
            Title = input.Text("title")!,
            Description = input.Text("description")!,
            CommitMessage = input.Text("commitMessage") is { Length: > 0 } message ? message : input.Text("title")!,
            AuthorName = input.Text("gitAuthorName") is { Length: > 0 } name1 ? name1 : "Scaffolder",
            AuthorEmail = input.Text("gitAuthorEmail") is { Length: > 0 } email ? email : DefaultAuthorEmail,
            WithoutAuthor = input.Flag("forceEmptyGitAuthor") ?? false,
            IsDraft = input.Flag("draft") ?? false,
            IsUpdate = input.Flag("update") ?? false,
            WhenEmpty = input.Flag("createWhenEmpty") ?? true,
            SourcePath = source.Value!,
            TargetPath = target.Value!,
            People = new(
                [.. input.Texts("reviewers").Distinct()],
                [.. input.Texts("teamReviewers").Distinct()],
                [.. input.Texts("assignees").Distinct()]),
        };
    }
}
