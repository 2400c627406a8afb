using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// Each delivery carries the whole pull request, so each tells all that it knows: that it was created, how it ended, and how it
/// is now. What was told before is the same event, and a delivery that was lost is made up for by the next.
/// </summary>
internal sealed class PullRequestTelling(IRepositoryHistory history) : IGitHubTelling
{
    private const string Pull = "pull_request";

    /// <summary>With these other commits may be in it than before.</summary>
    private static readonly string[] MayBringCommits = ["opened", "reopened", "synchronize", "closed"];

    private static readonly string[] Changing =
        [.. MayBringCommits, "edited", "labeled", "unlabeled", "ready_for_review", "converted_to_draft"];

    public string Event => Pull;

    public async Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        if (!Changing.Contains(payload.Action))
        {
            return new Translation.Ignored(IgnoredReasons.PullRequestUnchanged);
        }

        var number = payload.NeedNumber($"{Pull}.number");
        List<CdEvent> story = [Created(payload, number), Now(payload, number)];
        if (payload.Time($"{Pull}.merged_at") is { } mergedAt)
        {
            story.Add(Merged(payload, number, mergedAt));
        }
        else if (payload.Time($"{Pull}.closed_at") is { } closedAt)
        {
            story.Add(One(payload, number, $"closed:{CdEvent.Text(closedAt)}", "change.abandoned", closedAt, []));
        }

        var commits = MayBringCommits.Contains(payload.Action) && payload.Name is { } name
            ? await Asking.TryAsync(() => history.CommitsOfAsync(name, number, cancellationToken))
            : Asking.Nothing;
        if (commits.Commits is { Count: > 0 } listed)
        {
            story.Add(Commits(payload, number, listed));
        }

        return new Translation.Told([.. story.Select(one => one.Write())]) { Incomplete = commits.Missing };
    }

    private static CdEvent Created(Payload payload, long number) =>
        One(payload, number, "created", "change.created", payload.NeedTime($"{Pull}.created_at"), new()
        {
            // Of one that was a draft at first only its first delivery knows; that one stands.
            ["draft"] = payload.IsTrue($"{Pull}.draft"),
        });

    /// <summary>Several changes within one second are several events, so the content is part of the identity.</summary>
    private static CdEvent Now(Payload payload, long number)
    {
        var content = new JsonObject
        {
            ["title"] = payload.Text($"{Pull}.title"),
            ["description"] = payload.Text($"{Pull}.body"),
            ["headRef"] = payload.Text($"{Pull}.head.ref"),
            ["headSha"] = payload.Text($"{Pull}.head.sha"),
            ["labels"] = new JsonArray([.. LabelsOf(payload.List($"{Pull}.labels")).Select(label => JsonValue.Create(label))]),
            ["draft"] = payload.IsTrue($"{Pull}.draft"),
        };
        var at = payload.NeedTime($"{Pull}.updated_at");
        var hash = ContentHash.Of(content.ToJsonString(PlatformJson.Options))[..12];
        content["baseRef"] = payload.Text($"{Pull}.base.ref");
        content["additions"] = payload.Number($"{Pull}.additions");
        content["deletions"] = payload.Number($"{Pull}.deletions");
        content["changedFiles"] = payload.Number($"{Pull}.changed_files");
        return One(payload, number, $"updated:{CdEvent.Text(at)}:{hash}", "change.updated", at, content);
    }

    /// <summary>Before the merge GitHub's merge commit only tests it; afterwards it is what is on the branch.</summary>
    private static CdEvent Merged(Payload payload, long number, DateTimeOffset at) =>
        One(payload, number, "merged", "change.merged", at, new()
        {
            ["mergeCommitSha"] = payload.Text($"{Pull}.merge_commit_sha"),
            ["headSha"] = payload.Text($"{Pull}.head.sha"),
        });

    /// <summary>The commits of a head are the same whenever they are asked for. It says nothing of being ready.</summary>
    private static CdEvent Commits(Payload payload, long number, IReadOnlyList<HistoryCommit> commits) => One(
        payload,
        number,
        $"commits:{commits[^1].Sha}",
        "change.updated",
        commits.Max(commit => commit.CommittedAt ?? commit.AuthoredAt) ?? payload.NeedTime($"{Pull}.created_at"),
        new() { ["commits"] = new JsonArray([.. commits.Select(CommitJson.Of)]), ["draft"] = true });

    private static CdEvent One(
        Payload payload, long number, string what, string name, DateTimeOffset at, JsonObject custom)
    {
        custom["repoUrl"] = payload.Url;
        custom["number"] = $"{number}";
        custom["author"] = payload.Text($"{Pull}.user.login");
        custom["actor"] = payload.Actor($"{Pull}.user");
        return new(payload.Url, $"pull:{number}:{what}", name, at, $"{payload.Url}/pull/{number}")
        {
            Content = new() { ["repository"] = RepositoryOf(payload) },
            Custom = custom,
        };
    }

    private static JsonObject RepositoryOf(Payload payload) => new() { ["id"] = payload.Repository, ["source"] = payload.Url };

    internal static IEnumerable<string> LabelsOf(JsonArray labels) => labels.OfType<JsonObject>()
        .Select(label => Payload.TextOf(label["name"])).OfType<string>()
        .Order(StringComparer.Ordinal);
}
