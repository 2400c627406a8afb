using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>
/// One commit of a branch's past, as the API lists it. No webhook has this shape: a push of the past can't be told from its
/// commits. Each is an event of its own, and what a push said of the same commit is about the same commit.
/// </summary>
internal sealed class CommitTelling : IGitHubTelling
{
    public const string Name = "commit";

    public string Event => Name;

    public Task<Translation> TellAsync(Payload payload, CancellationToken cancellationToken)
    {
        var sha = payload.NeedText("commit.sha");
        var parents = payload.List("commit.parents").OfType<JsonObject>()
            .Select(parent => Payload.TextOf(parent["sha"])).OfType<string>();
        var commit = new HistoryCommit(
            sha,
            payload.Time("commit.commit.author.date"),
            payload.NeedTime("commit.commit.committer.date"),
            [.. parents],
            payload.Text("commit.commit.tree.sha"),
            payload.Text("commit.commit.message"),
            payload.Text("commit.author.type") switch { "Bot" => true, "User" => false, _ => null });
        var told = new CdEvent(
            payload.Url, $"commit:{sha}", EventTypes.CommitsPushed, commit.CommittedAt!.Value, $"{payload.Url}/commit/{sha}")
        {
            Custom = new() { ["repoUrl"] = payload.Url, ["commits"] = new JsonArray(CommitJson.Of(commit)) },
        };
        return Task.FromResult<Translation>(new Translation.Told([told.Write()]));
    }
}
