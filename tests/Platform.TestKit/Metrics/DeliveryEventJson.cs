using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Primitives;

namespace Platform.TestKit.Metrics;

/// <summary>Writes an event as its sender would have sent it: the inverse of reading.</summary>
public static class DeliveryEventJson
{
    /// <summary>The event as it is read back, with its body.</summary>
    public static HeardEvent Heard(DeliveryEvent told)
    {
        var body = Encoding.UTF8.GetBytes(Write(told).ToJsonString(PlatformJson.Options));
        return new(DeliveryEvents.Parse(body).Value!, body);
    }

    public static JsonObject Write(DeliveryEvent told)
    {
        var (type, content, custom) = Parts(told.Notice);
        return new()
        {
            ["specversion"] = "1.0",
            ["id"] = told.Id,
            ["source"] = told.Source,
            ["type"] = type,
            ["data"] = new JsonObject
            {
                ["context"] = new JsonObject { ["timestamp"] = told.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ") },
                ["subject"] = new JsonObject { ["id"] = told.SubjectId, ["content"] = content },
                ["customData"] = custom,
            },
        };
    }

    private static (string Type, JsonObject Content, JsonObject Custom) Parts(Notice notice) => notice switch
    {
        DeploymentNotice one => ($"dev.cdevents.service.{one.Kind.ToString().ToLowerInvariant()}.0.3.0",
            In(one.Environment, one.ArtifactId), Deployment(one)),
        ChangeNotice one => ($"dev.cdevents.change.{one.Phase.ToString().ToLowerInvariant()}.0.3.0", [], Change(one)),
        CommitsNotice one => ("dev.cdeventsx.platform-commits.pushed.0.1.0", [], new()
        {
            ["repoUrl"] = one.Repository,
            ["commits"] = Commits(one.Commits),
        }),
        IncidentNotice one => ($"dev.cdevents.incident.{one.Phase.ToString().ToLowerInvariant()}.0.3.0",
            In(one.Environment, one.ArtifactId), new()
            {
                ["component"] = one.Component?.Canonical,
                ["causeCommitSha"] = one.CauseCommitSha,
                ["causePipelineRunId"] = one.CauseRunId,
                ["changeRelated"] = one.ChangeRelated,
                ["team"] = one.Team,
            }),
        ReleaseNotice one => ("dev.cdeventsx.platform-release.rolledout.0.1.0",
            one.Environment is { } environment ? In(environment, null) : [], new()
            {
                ["component"] = one.Component?.Canonical,
                ["commitSha"] = one.CommitSha,
                ["changes"] = Texts(one.Changes),
                ["flag"] = one.Flag,
                ["percentage"] = one.Percentage,
            }),
        OwnershipNotice one => ("dev.cdeventsx.platform-ownership.changed.0.1.0", [], new()
        {
            ["component"] = one.Component?.Canonical,
            ["team"] = one.Team,
            ["system"] = one.System,
        }),
        _ => throw new NotSupportedException($"{notice.GetType().Name} is not told by histories."),
    };

    private static JsonObject Deployment(DeploymentNotice one) => new()
    {
        ["component"] = one.Component?.Canonical,
        ["result"] = one.State == DeploymentState.InProgress ? "in_progress" : one.State.ToString().ToLowerInvariant(),
        ["changeSets"] = new JsonArray([.. one.ChangeSets.Select(set => (JsonNode)new JsonObject
        {
            ["repoUrl"] = set.Repository,
            ["commitSha"] = set.CommitSha,
            ["previousCommitSha"] = set.PreviousCommitSha,
        })]),
        ["version"] = one.Version,
        ["treeSha"] = one.TreeSha,
        ["pipelineRunId"] = one.RunId,
        ["attempt"] = one.Attempt,
        ["supersedes"] = one.Supersedes,
        ["planned"] = one.Planned,
        ["actor"] = Actor(one.Actor),
        ["team"] = one.Team,
        ["system"] = one.System,
    };

    private static JsonObject Change(ChangeNotice one) => new()
    {
        ["repoUrl"] = one.Repository,
        ["number"] = one.Number,
        ["component"] = one.Component?.Canonical,
        ["commits"] = Commits(one.Commits),
        ["headSha"] = one.HeadSha,
        ["mergeCommitSha"] = one.MergeCommitSha,
        ["headRef"] = one.HeadRef,
        ["title"] = one.Title,
        ["description"] = one.Description,
        ["labels"] = Texts(one.Labels),
        ["flags"] = Texts(one.Flags),
        ["author"] = one.Author,
        ["reviewer"] = one.Reviewer,
        ["draft"] = one.Draft,
        ["actor"] = Actor(one.Actor),
    };

    private static JsonArray Commits(IReadOnlyList<CommitNotice> commits) => [.. commits.Select(one => new JsonObject
    {
        ["sha"] = one.Sha,
        ["authoredAt"] = one.AuthoredAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ"),
        ["parents"] = Texts(one.Parents),
        ["treeSha"] = one.TreeSha,
        ["message"] = one.Message,
        ["files"] = Texts(one.Files),
        ["actor"] = Actor(one.Actor),
    })];

    private static JsonObject In(string environment, string? artifact) => new()
    {
        ["environment"] = new JsonObject { ["id"] = environment },
        ["artifactId"] = artifact,
    };

    private static JsonObject Actor(ActorType actor) => new() { ["type"] = actor.ToString().ToLowerInvariant() };

    private static JsonArray? Texts(IReadOnlyList<string>? texts) =>
        texts is null ? null : [.. texts.Select(text => JsonValue.Create(text))];
}
