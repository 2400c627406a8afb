using Platform.Core.Catalog;

namespace Platform.Core.Metrics.Events;

/// <summary>Understands an event by its name.</summary>
internal static class NoticeReading
{
    public static Notice Read(EventParts parts) => parts.Name switch
    {
        "service.deployed" => Deployment(parts, DeploymentKind.Deployed),
        "service.upgraded" => Deployment(parts, DeploymentKind.Upgraded),
        "service.rolledback" => Deployment(parts, DeploymentKind.RolledBack),
        "service.published" or EventTypes.ReleaseRolledOut => Release(parts),
        "change.created" => ChangeReading.Read(parts, ChangePhase.Created),
        "change.updated" => ChangeReading.Read(parts, ChangePhase.Updated),
        "change.reviewed" => ChangeReading.Read(parts, ChangePhase.Reviewed),
        "change.merged" => ChangeReading.Read(parts, ChangePhase.Merged),
        "change.abandoned" => ChangeReading.Read(parts, ChangePhase.Abandoned),
        EventTypes.CommitsPushed => ChangeReading.Commits(parts),
        "incident.detected" or "incident.reported" => Incident(parts, IncidentPhase.Detected),
        "incident.resolved" => Incident(parts, IncidentPhase.Resolved),
        "artifact.packaged" => Artifact(parts),
        EventTypes.RequestOpened => RequestReading.Read(parts, RequestPhase.Opened),
        EventTypes.RequestCompleted => RequestReading.Read(parts, RequestPhase.Completed),
        EventTypes.RequestCancelled => RequestReading.Read(parts, RequestPhase.Cancelled),
        EventTypes.DocumentationViewed => RequestReading.Documentation(parts),
        "ticket.created" => RequestReading.Ticket(parts, TicketPhase.Created),
        "ticket.updated" => RequestReading.Ticket(parts, TicketPhase.Updated),
        "ticket.closed" => RequestReading.Ticket(parts, TicketPhase.Closed),
        EventTypes.OwnershipChanged => new OwnershipNotice(
            ComponentOf(parts), parts.Custom.Text("team"), parts.Custom.Text("system")),
        _ => new OtherNotice(parts.Name),
    };

    private static DeploymentNotice Deployment(EventParts parts, DeploymentKind kind)
    {
        var custom = parts.Custom;
        var (sha, before) = (custom.Sha("commitSha"), custom.Sha("previousCommitSha"));
        var repository = Repositories.Normalize(custom.Text("repoUrl"));
        var sets = custom.Objects("changeSets").Select(set => new ChangeSet(
            Repositories.Normalize(set.Text("repoUrl")), set.Sha("commitSha"), set.Sha("previousCommitSha"))).ToList();
        if (sha is not null && !sets.Exists(set => set.CommitSha == sha))
        {
            sets.Insert(0, new(repository, sha, before));
        }

        return new(
            ComponentOf(parts),
            parts.Subject.Content.Section("environment").Text("id", required: true) ?? string.Empty,
            custom.Choice("environmentTier", Names.Tiers),
            kind,
            custom.Choice("result", Names.Results) ?? DeploymentState.Success,
            sets,
            parts.Subject.Content.Text("artifactId") ?? custom.Text("artifactId"),
            custom.Text("version"),
            custom.Sha("treeSha"),
            custom.Text("pipelineRunId"),
            custom.Number("attempt", 1, 1_000_000) ?? 1,
            custom.Instant("startedAt"),
            custom.Text("supersedes"),
            custom.Flag("planned"),
            custom.Actor(),
            custom.Text("team"),
            custom.Text("system"));
    }

    private static IncidentNotice Incident(EventParts parts, IncidentPhase phase)
    {
        var (content, custom) = (parts.Subject.Content, parts.Custom);
        var service = content.Section("service").Text("id");
        return new(
            phase,
            custom.Component("component") ?? Ref(service),
            content.Section("environment").Text("id") ?? string.Empty,
            content.Text("artifactId"),
            custom.Sha("causeCommitSha"),
            custom.Text("causePipelineRunId"),
            custom.Flag("changeRelated"),
            custom.Text("team"));
    }

    private static ReleaseNotice Release(EventParts parts) => new(
        ComponentOf(parts),
        parts.Custom.Sha("commitSha"),
        parts.Custom.Texts("changes") ?? [],
        parts.Custom.Text("flag"),
        parts.Custom.Number("percentage", 0, 100) ?? 100,
        parts.Subject.Content.Section("environment").Text("id"));

    private static ArtifactNotice Artifact(EventParts parts)
    {
        var change = parts.Subject.Content.Section("change");
        return new(
            parts.Subject.Id,
            Repositories.Normalize(parts.Custom.Text("repoUrl") ?? change.Text("source")),
            change.Text("id") ?? string.Empty,
            parts.Custom.Sha("commitSha"));
    }

    // A service's own id is its component unless the sender says otherwise.
    private static EntityRef? ComponentOf(EventParts parts) => parts.Custom.Component("component") ?? Ref(parts.Subject.Id);

    private static EntityRef? Ref(string? id) =>
        id is not null && EventFields.IsRef(id, "component") ? EntityRef.Parse(id, "component") : null;
}
