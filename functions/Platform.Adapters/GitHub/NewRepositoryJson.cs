using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>A new repository as GitHub takes it; what nobody said anything of is left to GitHub.</summary>
internal static class NewRepositoryJson
{
    public static JsonObject Of(RepositoryRequest request)
    {
        var features = request.Features;
        var body = new JsonObject
        {
            ["name"] = request.Repository.Name,
            ["description"] = TaskMarker.Mark(request.Description, request.TaskId),
            ["private"] = request.Private,

            // The git data API refuses empty repositories; this commit disappears with the push.
            ["auto_init"] = true,
            ["delete_branch_on_merge"] = features.DeleteBranchOnMerge,
        };
        (string Name, JsonNode? Value)[] more =
        [
            ("visibility", features.Visibility), ("homepage", features.Homepage?.AbsoluteUri),
            ("allow_merge_commit", features.MergeCommit), ("allow_squash_merge", features.SquashMerge),
            ("allow_rebase_merge", features.RebaseMerge), ("allow_auto_merge", features.AutoMerge),
            ("allow_update_branch", features.UpdateBranch), ("has_projects", features.Projects), ("has_wiki", features.Wiki),
            ("has_issues", features.Issues),

            // Without squash merges GitHub refuses words about them.
            ("squash_merge_commit_title", features.SquashMerge == false ? null : features.SquashTitle),
            ("squash_merge_commit_message", features.SquashMerge == false ? null : features.SquashMessage),
        ];
        foreach (var (name, value) in more.Where(one => one.Value is not null))
        {
            body[name] = value;
        }

        return body;
    }
}
