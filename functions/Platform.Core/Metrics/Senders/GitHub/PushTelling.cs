using System.Text.Json.Nodes;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// Commits that came to a branch. Also of branches that are no default branch: work that is amended or squashed later was first
/// seen here.
/// </summary>
internal sealed class PushTelling(IRepositoryHistory history) : IGitHubTelling
{
    /// <summary>GitHub lists no more; a push of so many may have had more.</summary>
    private const int MostListed = 2048;

    public string Event => "push";

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        var reference = payload.NeedText("ref");
        if (reference.StartsWith("refs/tags/", StringComparison.Ordinal))
        {
            return new Translation.Ignored(IgnoredReasons.TagPushed);
        }

        if (payload.IsTrue("deleted") || CommitJson.IsNothing(payload.Text("after")))
        {
            return new Translation.Ignored(IgnoredReasons.BranchDeleted);
        }

        var listed = payload.List("commits").OfType<JsonObject>().Select(CommitJson.OfPush).OfType<JsonObject>().ToList();
        if (listed.Count == 0)
        {
            return new Translation.Ignored(IgnoredReasons.NoNewCommits);
        }

        var (before, after) = (payload.Text("before"), payload.NeedText("after"));
        var isOnTop = !payload.IsTrue("forced") && !payload.IsTrue("created") && !CommitJson.IsNothing(before);
        var (commits, missing) = listed.Count >= MostListed && isOnTop
            ? await AllAsync(payload, listed, before!, after, cancellationToken)
            : (listed, null);
        var pushed = new CdEvent(
            payload.Url,
            $"push:{reference}:{before}:{after}{(missing is null ? string.Empty : ":listed")}",
            "platform-commits.pushed",
            payload.Time("repository.pushed_at") ?? payload.NeedTime("head_commit.timestamp"),
            $"{payload.Url}/compare/{before}...{after}")
        {
            Custom = new()
            {
                ["repoUrl"] = payload.Url,
                ["branch"] = reference["refs/heads/".Length..],
                ["before"] = isOnTop && commits.Count < MostListed ? before : null,
                ["commits"] = new JsonArray([.. commits]),
            },
        };
        return new Translation.Told([pushed.Write()]) { Incomplete = missing };
    }

    private async Task<(List<JsonObject> Commits, string? Missing)> AllAsync(
        Payload payload, List<JsonObject> listed, string before, string after, CancellationToken cancellationToken)
    {
        var all = payload.Name is { } name
            ? await Asking.TryAsync(() => history.CommitsBetweenAsync(name, before, after, cancellationToken))
            : Asking.Nothing;
        return all.Commits is { } commits ? ([.. commits.Select(CommitJson.Of)], null) : (listed, all.Missing);
    }
}
