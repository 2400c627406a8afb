using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Undo;

/// <summary>Looks for anything in a repository that this platform did not make. Each check is one small read.</summary>
internal sealed class RepositoryTouch(GitHubCalls calls)
{
    private static readonly (string Listing, int Ours, string Sentence)[] Checks =
    [
        ("commits", 1, "it has more than one commit"),
        ("branches", 1, "it has other branches"),
        ("git/matching-refs/tags", 0, "it has tags"),
        ("issues?state=all", 0, "it has issues"),
        ("pulls?state=all", 0, "it has pull requests"),
    ];

    /// <returns>What somebody did to it; null when it is as we left it.</returns>
    public async Task<Result<Found<string>>> FindAsync(RepositoryHandle handle, CancellationToken cancellationToken)
    {
        foreach (var (listing, ours, sentence) in Checks)
        {
            var listed = await calls.RunAsync(
                CallContext.For(handle, $"check its {listing}"),
                async github => (await github.Connection.Get<List<object>>(
                    GitHubRoutes.First(handle.Repository, listing, ours + 1), null)).Body,
                cancellationToken);
            if (!listed.IsOk)
            {
                return Result<Found<string>>.Failed(listed.Problems);
            }

            if (listed.Value.Count > ours)
            {
                return new Found<string>(sentence);
            }
        }

        return new Found<string>(null);
    }
}
