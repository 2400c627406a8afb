using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>What a dry run says of a repository that would be made.</summary>
internal static class PublishingPreview
{
    private const string NoCommit = "0000000000000000000000000000000000000000";

    /// <param name="files">Null where none are published.</param>
    public static async Task<ActionTurn> CreateAsync(
        PublishGitHubInput input, int? files, GitHubSteps steps, CancellationToken cancellationToken)
    {
        var name = input.Repository.Repository;
        var existing = await steps.FindAsync(name, cancellationToken);
        if (existing.IsOk)
        {
            return ActionTurn.Failed(new Problem(
                "repository-name-taken", $"The repository {name} exists already.", "repoUrl", name.ToString(),
                "a name that is free in the organisation"));
        }

        var kind = input.Repository.Features.Visibility ?? (input.Repository.Private ? "private" : "public");
        var with = files is null ? string.Empty : $" with {files} files";
        return ActionTurn.Done(OutputOf(input, hasCommit: files is not null))
            .Saying($"Would create repository {name} ({kind}){with}");
    }

    public static JsonObject OutputOf(PublishGitHubInput input, bool hasCommit)
    {
        var name = input.Repository.Repository;
        var output = new JsonObject
        {
            ["remoteUrl"] = $"https://github.com/{name}.git",
            ["repoContentsUrl"] = $"https://github.com/{name}/blob/{input.Repository.DefaultBranch}",
        };
        if (hasCommit)
        {
            output["commitHash"] = NoCommit;
        }

        return output;
    }
}
