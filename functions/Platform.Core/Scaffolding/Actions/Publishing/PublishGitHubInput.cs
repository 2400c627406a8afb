using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>The inputs of the actions that make repositories and fill them, with Backstage's defaults.</summary>
internal sealed record PublishGitHubInput
{
    public required RepositoryRequest Repository { get; init; }

    public required RepositorySettings Settings { get; init; }

    public required string CommitMessage { get; init; }

    public required string AuthorName { get; init; }

    public required string AuthorEmail { get; init; }

    /// <value>Folder of the workspace that becomes the repository, with its trailing slash; empty for all of it.</value>
    public required string SourcePath { get; init; }

    /// <param name="call">Its input is valid by the action's schema.</param>
    public static Result<PublishGitHubInput> From(ScaffoldTask task, ActionCall call, IScaffoldEnvironment environment)
    {
        var input = call.Input;
        var repository = GitHubSteps.RepositoryOf(input.Text("repoUrl") ?? string.Empty, environment);
        var source = FolderInput.Read(input, "sourcePath");
        var access = AccessInput.Read(input, repository.Value?.Owner);
        var branch = input.Text("defaultBranch") ?? "master";
        List<Problem> problems =
        [
            .. repository.Problems, .. TokenInput.Of(task, call).Problems, .. source.Problems, .. access.Problems,
            .. ActionsName.Check(input.Map("repoVariables").Keys, "repoVariables"),
            .. ActionsName.Check(input.Map("secrets").Keys, "secrets"),
        ];
        if (!BranchName.IsValid(branch))
        {
            problems.Add(new(
                "branch-name-invalid", $"'{branch}' is no branch.", "defaultBranch", branch, BranchName.Requirements));
        }

        Uri? homepage = null;
        if (input.Text("homepage") is { } written
            && (!Uri.TryCreate(written, UriKind.Absolute, out homepage) || homepage.Scheme is not ("http" or "https")))
        {
            problems.Add(new("homepage-invalid", $"'{written}' is no address.", "homepage", written, "an absolute http(s) URL"));
        }

        var oidc = OidcOf(input);
        problems.AddRange(oidc.Problems);
        return problems.Count > 0 ? Result<PublishGitHubInput>.Failed(problems) : new PublishGitHubInput
        {
            Repository = new(
                task.Id.Value,
                repository.Value!,
                input.Text("description") ?? string.Empty,
                branch,
                Private: input.Text("repoVisibility") != "public")
            {
                Features = FeaturesOf(input, homepage),
            },
            Settings = SettingsOf(input, homepage, access.Value!) with { Oidc = oidc.Value?.Subject },
            CommitMessage = input.Text("gitCommitMessage") ?? "initial commit",
            AuthorName = input.Text("gitAuthorName") ?? "Scaffolder",
            AuthorEmail = input.Text("gitAuthorEmail") ?? PullRequestInput.DefaultAuthorEmail,
            SourcePath = source.Value!,
        };
    }

    private static RepositorySettings SettingsOf(JsonObject input, Uri? homepage, AccessInput access)
    {
        var properties = input["customProperties"] as JsonObject ?? [];
        return new()
        {
            Description = input.Text("description") ?? string.Empty,
            Homepage = homepage,
            Topics = [.. input.Texts("topics").Select(topic => topic.ToLowerInvariant()).Distinct()],
            Variables = input.Map("repoVariables"),
            Secrets = input.Map("secrets"),
            CustomProperties = properties.Where(pair => pair.Value is JsonValue)
                .ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()),
            CustomPropertyLists = properties.Where(pair => pair.Value is JsonArray)
                .ToDictionary(pair => pair.Key, pair => properties.Texts(pair.Key)),
            Access = access.Access,
            Collaborators = access.Collaborators,
            Subscribe = input.Flag("subscribe") ?? false,
            Protection = input.Flag("protectDefaultBranch") ?? true
                ? ProtectionInput.Read(input, string.Empty, "protectEnforceAdmins")
                : null,
        };
    }

    private static RepositoryFeatures FeaturesOf(JsonObject input, Uri? homepage) =>
        new(input.Text("repoVisibility") == "internal" ? "internal" : null)
        {
            Homepage = homepage,
            DeleteBranchOnMerge = input.Flag("deleteBranchOnMerge") ?? false,
            MergeCommit = input.Flag("allowMergeCommit") ?? true,
            SquashMerge = input.Flag("allowSquashMerge") ?? true,
            RebaseMerge = input.Flag("allowRebaseMerge") ?? true,
            AutoMerge = input.Flag("allowAutoMerge") ?? false,
            UpdateBranch = input.Flag("allowUpdateBranch") ?? false,
            SquashTitle = input.Text("squashMergeCommitTitle") ?? "COMMIT_OR_PR_TITLE",
            SquashMessage = input.Text("squashMergeCommitMessage") ?? "COMMIT_MESSAGES",
            Projects = input.Flag("hasProjects"),
            Wiki = input.Flag("hasWiki"),
            Issues = input.Flag("hasIssues"),
        };

    private static Result<Maybe> OidcOf(JsonObject input)
    {
        if (input["oidcCustomization"] is not JsonObject written)
        {
            return new Maybe(null);
        }

        var (isDefault, keys) = (written.Flag("useDefault") ?? true, written.Texts("includeClaimKeys"));
        return isDefault != (keys.Count > 0)
            ? new Maybe(new(isDefault, keys))
            : new Problem("oidc-invalid", "Either the default counts, or the claims that are named.", "oidcCustomization",
                Expected: "useDefault: true without includeClaimKeys, or useDefault: false with some");
    }

    private sealed record Maybe(OidcSubject? Subject);
}
