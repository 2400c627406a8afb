using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>Recognises the commit that GitHub makes at creation: the only one that may be thrown away.</summary>
internal sealed class InitialCommit(GitHubCalls calls)
{
    private const string Message = "Initial commit";

    public async Task<Result<bool>> IsAsync(RepositoryHandle handle, string sha, CancellationToken cancellationToken)
    {
        var commit = await calls.RunAsync(
            CallContext.For(handle, "read the first commit"),
            github => github.Git.Commit.Get(handle.Repository.Owner, handle.Repository.Name, sha),
            cancellationToken);
        return commit.IsOk
            ? commit.Value.Parents.Count == 0 && commit.Value.Message.Trim() == Message
            : Result<bool>.Failed(commit.Problems);
    }
}
