using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>The inputs of <c>publish:github</c> with Backstage's defaults.</summary>
internal sealed record PublishGitHubInput
{
    public required RepositoryRequest Repository { get; init; }

    public required RepositorySettings Settings { get; init; }

    public required string CommitMessage { get; init; }

    public required string AuthorName { get; init; }

    public required string AuthorEmail { get; init; }

    /// <value>Folder of the workspace that becomes the repository, with its trailing slash; empty for all of it.</value>
    public required string SourcePath { get; init; }

    /// <param name="input">Valid by the action's schema.</param>
    public static Result<PublishGitHubInput> From(ScaffoldTask task, JsonObject input, IScaffoldEnvironment environment)
    {
        List<Problem> problems = [.. PublishGitHubSchema.NotSupported.Where(input.ContainsKey).Select(name =>
            new Problem("input-not-supported", $"publish:github can't honour '{name}' yet.", name, Expected: "no such input"))];
        var repoUrl = RepoUrl.Parse(Text(input, "repoUrl") ?? string.Empty);
        problems.AddRange(repoUrl.Problems);
        if (repoUrl.IsOk && !environment.IsGitHub(repoUrl.Value.Host))
        {
            problems.Add(new("repo-host-unknown", $"'{repoUrl.Value.Host}' is no GitHub of this platform.", "repoUrl",
                repoUrl.Value.Host, $"github.com or {environment.GitHubHost}"));
        }

        Uri? homepage = null;
        if (Text(input, "homepage") is { } written && !Uri.TryCreate(written, UriKind.Absolute, out homepage))
        {
            problems.Add(new("homepage-invalid", $"'{written}' is no address.", "homepage", written, "an absolute URL"));
        }

        if (problems.Count > 0 || !repoUrl.IsOk)
        {
            return Result<PublishGitHubInput>.Failed(problems);
        }

        var description = Text(input, "description") ?? string.Empty;
        return new PublishGitHubInput
        {
            Repository = new(
                task.Id.Value,
                repoUrl.Value.Repository,
                description,
                Text(input, "defaultBranch") ?? "master",
                Private: Text(input, "repoVisibility") != "public"),
            Settings = new()
            {
                Description = description,
                Homepage = homepage,
                Topics = [.. Texts(input, "topics").Select(topic => topic.ToLowerInvariant()).Distinct()],
                Variables = Map(input, "repoVariables"),
                CustomProperties = Map(input, "customProperties"),
                ProtectDefaultBranch = input["protectDefaultBranch"]?.GetValue<bool>() ?? true,
            },
            CommitMessage = Text(input, "gitCommitMessage") ?? "initial commit",
            AuthorName = Text(input, "gitAuthorName") ?? "Scaffolder",
            AuthorEmail = Text(input, "gitAuthorEmail") ?? "scaffolder@platform.invalid",
            SourcePath = string.Concat((Text(input, "sourcePath") ?? string.Empty).Split('/')
                .Where(segment => segment is not ("" or ".")).Select(segment => segment + "/")),
        };
    }

    private static string? Text(JsonObject input, string name) => input[name]?.GetValue<string>();

    private static IEnumerable<string> Texts(JsonObject input, string name) =>
        input[name] is JsonArray found ? found.Select(item => item!.GetValue<string>()) : [];

    private static Dictionary<string, string> Map(JsonObject input, string name) =>
        input[name] is JsonObject found ? found.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()) : [];
}
