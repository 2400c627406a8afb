using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Undo;

/// <summary>
/// Looks for anything in a repository that this task did not make. Each check is one small read. Issues and pull requests of the
/// task's own, which GitHub can't delete, carry its mark.
/// </summary>
internal sealed class RepositoryTouch(GitHubCalls calls)
{
    // A task has made fewer issues than stand on a page.
    private const int PageSize = 100;

    private static readonly (string Listing, int Ours, int Looked, string Sentence)[] Checks =
    [
        ("commits", 1, 2, "it has more than one commit"),
        ("branches", 1, 2, "it has other branches"),
        ("git/matching-refs/tags", 0, 1, "it has tags"),
        ("issues?state=all", 0, PageSize, "it has issues"),
        ("pulls?state=all", 0, PageSize, "it has pull requests"),
    ];

    /// <returns>What somebody did to it; null when it is as we left it.</returns>
    public async Task<Result<Found<string>>> FindAsync(RepositoryHandle handle, CancellationToken cancellationToken)
    {
        var mark = TaskMark.Prefix(handle.TaskId);
        foreach (var (listing, ours, looked, sentence) in Checks)
        {
            var listed = await calls.RunAsync(
                CallContext.For(handle, $"check its {listing}"),
                async github => (await github.Connection.Get<JsonNode>(
                    GitHubRoutes.First(handle.Repository, listing, looked), null)).Body,
                cancellationToken);
            if (!listed.IsOk)
            {
                return Result<Found<string>>.Failed(listed.Problems);
            }

            bool IsOurs(JsonNode? one) => one?["body"]?.ToString().Contains(mark, StringComparison.Ordinal) == true;
            if (listed.Value.AsArray().Count(one => !IsOurs(one)) > ours)
            {
                return new Found<string>(sentence);
            }
        }

        return new Found<string>(null);
    }
}
