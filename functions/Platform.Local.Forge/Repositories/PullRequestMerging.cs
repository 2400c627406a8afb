using System.Text;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Repositories;

/// <summary>Brings a pull request's commits into the other branch, by a merge or as one commit.</summary>
internal sealed class PullRequestMerging(RefUpdates updates, TimeProvider time)
{
    /// <returns>The new commit, or why there is none.</returns>
    public async Task<(Answer? Refused, string? Sha)> MergeAsync(Call call, Repository repository, PullRequestData pull)
    {
        var (git, into) = (repository.Git, $"refs/heads/{pull.Base}");
        var method = call.Text("merge_method") ?? "merge";
        if (!pull.IsOpen || pull.Draft || git.Refs.Read(into) is not { } head || method is not ("merge" or "squash"))
        {
            return (Answer.Error(405, "Pull Request is not mergeable"), null);
        }

        if (call.Text("sha") is { } expected && expected != pull.HeadSha)
        {
            return (Answer.Error(409, "Head branch was modified. Review and try the merge again."), null);
        }

        if (Tree(git, head, pull.HeadSha) is not { } tree)
        {
            return (Answer.Error(405, "Pull Request is not mergeable"), null);
        }

        var now = time.GetUtcNow();
        var sign = ForgeUser.Sign(now);
        var title = call.Text("commit_title")
            ?? (method == "squash" ? $"{pull.Title} (#{pull.Number})" : $"Merge pull request #{pull.Number} from {pull.Head}");
        var sha = git.WriteCommit(
            new Commit(tree, method == "squash" ? [head] : [head, pull.HeadSha], sign, sign, title));
        if (!await updates.AdvanceAsync(repository, into, head, sha, call.Aborted))
        {
            return (Answer.Error(409, "Base branch was modified. Review and try the merge again."), null);
        }

        // The branch does not have the commits of one that was squashed.
        repository.Update(data => data.WithPull(pull.Number, one => one.IsOpen ? one.Merged(sha, now) : one));
        return (null, sha);
    }

    /// <returns>Null when both have changed the same.</returns>
    private static string? Tree(BareRepository git, string one, string other)
    {
        try
        {
            return Encoding.ASCII.GetString(
                GitProcess.Read(git.Path, ["merge-tree", "--write-tree", one, other])).Split('\n')[0];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
