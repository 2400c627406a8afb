using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders.Writing;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.AzureDevOps;

/// <summary>Pushes and pull requests of Azure Repos.</summary>
internal sealed class AzureDevOpsCode(SenderDelivery delivery, IComponentFinder finder)
{
    private readonly JsonObject? _resource = delivery.Payload.Object("resource");

    private string Repository => Repositories.Normalize(
        _resource.Text("repository.remoteUrl") ?? _resource.Text("repository.url"));

    /// <summary>Azure lists a push's commits newest first; ours are oldest first, each on top of the one before.</summary>
    public Translation Push()
    {
        var updates = _resource.Objects("refUpdates");
        if (Repository.Length == 0 || updates.Count == 0)
        {
            return Refusal.Missing(
                updates.Count == 0 ? "resource.refUpdates" : "resource.repository.remoteUrl", "what a push has");
        }

        var commits = _resource.Objects("commits").Reverse().Where(commit => commit.Sha("commitId") is not null).ToList();
        if (commits.Count == 0 || updates is not [var update])
        {
            return new Translation.Ignored(IgnoredReasons.PushWithoutCommits);
        }

        var after = update.Sha("newObjectId") ?? commits[^1].Sha("commitId")!;
        var at = _resource.Instant("date") ?? delivery.Payload.Instant("createdDate");
        return at is not { } pushed ? Refusal.Missing("resource.date", Instants.Requirements)
            : new Translation.Told([new CdEvent(
                AzureDevOpsKeys.Source, NaturalKey.Of(null, Repository, update.Text("name") ?? string.Empty, after),
                EventTypes.CommitsPushed, pushed, after)
            {
                Custom = new()
                {
                    ["repoUrl"] = Repository,
                    ["before"] = update.Sha("oldObjectId"),
                    ["commits"] = new JsonArray([.. commits.Select(Commit)]),
                },
            }.Write()]);
    }

    /// <summary>Only what can't change later, because the id is the change's.</summary>
    public async Task<Translation> CreatedAsync(CancellationToken cancellationToken)
    {
        if (_resource.Text("pullRequestId") is not { } number || _resource.Instant("creationDate") is not { } at
            || Repository.Length == 0)
        {
            return Refusal.Missing("resource.pullRequestId", "a pull request with its creationDate and its repository.remoteUrl");
        }

        var attribution = await AttributionAsync(cancellationToken);
        return attribution.Tell(Created(number, at, attribution));
    }

    /// <summary>
    /// Azure says merged also of a merge that it only tried, to see whether it could; a pull request is merged when it is
    /// completed.
    /// </summary>
    public async Task<Translation> MergedAsync(CancellationToken cancellationToken)
    {
        var status = _resource.Text("status");
        if (status is not ("completed" or "abandoned"))
        {
            return new Translation.Ignored(IgnoredReasons.PullRequestStillOpen);
        }

        if (_resource.Text("pullRequestId") is not { } number || _resource.Instant("closedDate") is not { } at
            || Repository.Length == 0)
        {
            return Refusal.Missing("resource.pullRequestId", "a pull request with its closedDate and its repository.remoteUrl");
        }

        var attribution = await AttributionAsync(cancellationToken);
        var closed = Closed(number, at, status == "completed", attribution);
        return _resource.Instant("creationDate") is { } created
            ? attribution.Tell(Created(number, created, attribution), closed)
            : attribution.Tell(closed);
    }

    private JsonObject Created(string number, DateTimeOffset at, Attribution attribution) => new CdEvent(
        AzureDevOpsKeys.Source, NaturalKey.Of(attribution.Component, Repository, number, "created"), "change.created", at, number)
    {
        Custom = Change(number, attribution),
    }.Write();

    private JsonObject Closed(string number, DateTimeOffset at, bool merged, Attribution attribution)
    {
        var custom = Change(number, attribution);
        custom["title"] = _resource.Text("title");
        custom["description"] = _resource.Text("description");
        custom["headSha"] = _resource.Sha("lastMergeSourceCommit.commitId");
        custom["mergeCommitSha"] = merged ? _resource.Sha("lastMergeCommit.commitId") : null;
        custom["commits"] = new JsonArray([.. _resource.Objects("commits").Reverse()
            .Where(commit => commit.Sha("commitId") is not null).Select(Commit)]);
        var content = ContentHash.Of(custom.ToJsonString())[..12];
        return new CdEvent(
            AzureDevOpsKeys.Source,
            NaturalKey.Of(attribution.Component, Repository, number, merged ? "merged" : "abandoned", CdEvent.Text(at), content),
            merged ? "change.merged" : "change.abandoned", at, number)
        {
            Custom = custom,
        }.Write();
    }

    private JsonObject Change(string number, Attribution attribution) => new()
    {
        ["component"] = attribution.Component?.Canonical,
        ["repoUrl"] = Repository,
        ["number"] = number,
        ["headRef"] = _resource.Text("sourceRefName")?.Replace("refs/heads/", string.Empty, StringComparison.Ordinal),
        ["author"] = _resource.Text("createdBy.id"),
    };

    private Task<Attribution> AttributionAsync(CancellationToken cancellationToken) =>
        finder.FindAsync(delivery, AzureDevOpsKeys.Of(Repository, null), null, [], cancellationToken);

    private static JsonObject Commit(JsonObject commit)
    {
        var written = new JsonObject { ["sha"] = commit.Sha("commitId") };
        if (commit.Instant("author.date") is { } authored)
        {
            written["authoredAt"] = CdEvent.Text(authored);
        }

        if (commit.Text("comment") is { } message)
        {
            written["message"] = message;
        }

        return written;
    }
}
