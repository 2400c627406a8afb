using System.Text.Json.Serialization;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Events;

/// <summary>Something that happened on the way of a change to its users.</summary>
/// <param name="Source">With <paramref name="Id"/> the identity of the event.</param>
/// <param name="Type">The CDEvents type with its version.</param>
/// <param name="At">When it happened, by the sender's clock, in UTC; everything is computed by this time.</param>
/// <param name="ReceivedAt">When it was heard of first, if somebody noted it.</param>
/// <param name="SubjectId">What CDEvents calls the subject: the service, the change, the incident.</param>
public sealed record DeliveryEvent(
    string Source, string Id, string Type, DateTimeOffset At, DateTimeOffset? ReceivedAt, string SubjectId, Notice Notice)
{
    /// <summary>What the event says. Repeated, an event says the same; when it is heard is no part of it.</summary>
    public string Statement() => $"{Type}\n{At:O}\n{SubjectId}\n{PlatformJson.Serialize<object>(Notice)}";
}

/// <summary>What an event tells. A closed set.</summary>
public abstract record Notice;

/// <summary>An event that is kept, and that no figure is made of yet.</summary>
public sealed record OtherNotice(string Name) : Notice;

/// <summary>A component came, or tried to come, to an environment.</summary>
/// <param name="Component">Null when the event names none that could be one; then nothing can be counted.</param>
/// <param name="Tier">What the sender says the environment is for; the catalog's word goes before it.</param>
/// <param name="RunId">With component and environment the deployment's natural key; null: the event stands for itself.</param>
/// <param name="Supersedes">The run whose deployment this one takes back.</param>
/// <param name="Planned">False for work that production forced.</param>
public sealed record DeploymentNotice(
    EntityRef? Component,
    string Environment,
    EnvironmentTier? Tier,
    DeploymentKind Kind,
    DeploymentState State,
    IReadOnlyList<ChangeSet> ChangeSets,
    string? ArtifactId,
    string? Version,
    string? TreeSha,
    string? RunId,
    int Attempt,
    DateTimeOffset? StartedAt,
    string? Supersedes,
    bool? Planned,
    ActorType Actor,
    string? Team,
    string? System) : Notice;

/// <summary>What a deployment brings from one repository.</summary>
/// <param name="Repository">As <see cref="Repositories.Normalize"/> gives it; empty when the sender didn't say.</param>
public sealed record ChangeSet(string Repository, string? CommitSha, string? PreviousCommitSha = null);

/// <summary>A change (pull request) was created, updated, reviewed, merged or abandoned.</summary>
/// <param name="Size">
/// Lines added and removed. Not a part of what the event states: a sender that tells it only sometimes repeats the same event.
/// </param>
public sealed record ChangeNotice(
    ChangePhase Phase,
    string Repository,
    string Number,
    EntityRef? Component,
    IReadOnlyList<CommitNotice> Commits,
    string? HeadSha,
    string? MergeCommitSha,
    string? HeadRef,
    string? Title,
    string? Description,
    IReadOnlyList<string>? Labels,
    IReadOnlyList<string>? Flags,
    string? Author,
    string? Reviewer,
    bool Draft,
    ActorType Actor,
    [property: JsonIgnore] int? Size = null) : Notice;

public sealed record CommitsNotice(string Repository, IReadOnlyList<CommitNotice> Commits) : Notice;

/// <param name="Parents">Null when the sender doesn't know them: then the list it came in is taken for a chain.</param>
/// <param name="Files">The files it touches; null when unknown.</param>
public sealed record CommitNotice(
    string Sha,
    DateTimeOffset? AuthoredAt,
    IReadOnlyList<string>? Parents,
    string? TreeSha,
    string? Message,
    IReadOnlyList<string>? Files,
    ActorType Actor);

public sealed record IncidentNotice(
    IncidentPhase Phase,
    EntityRef? Component,
    string Environment,
    string? ArtifactId,
    string? CauseCommitSha,
    string? CauseRunId,
    bool? ChangeRelated,
    string? Team) : Notice;

/// <summary>A release or a flag reached users. Without a commit, a change or a flag it means all that is deployed.</summary>
/// <param name="Environment">Null where there is only one for users.</param>
public sealed record ReleaseNotice(
    EntityRef? Component,
    string? CommitSha,
    IReadOnlyList<string> Changes,
    string? Flag,
    int Percentage,
    string? Environment = null) : Notice;

/// <summary>An artifact was made of a change: what joins deployments that tell no commit to their changes.</summary>
public sealed record ArtifactNotice(string ArtifactId, string Repository, string Change, string? CommitSha) : Notice;

/// <summary>From the event's time on the component belongs to these.</summary>
public sealed record OwnershipNotice(EntityRef? Component, string? Team, string? System) : Notice;

/// <summary>Somebody asked for something, got it, or did not. Its subject's id with the event's source is the request.</summary>
/// <param name="Kind">Null when only the first event of the request says it.</param>
/// <param name="Channel">Where it was asked: portal, chat, api, issue, or whatever the sender calls it.</param>
/// <param name="Parent">The request that this one belongs to: the scaffold that an approval is for.</param>
/// <param name="HumanAction">
/// Whether a person had to act on it for the platform; null when the sender doesn't know, and nobody guesses.
/// </param>
/// <param name="Verification">What the first CI run of a scaffold came to.</param>
public sealed record RequestNotice(
    RequestPhase Phase,
    RequestKind? Kind,
    EntityRef? Component,
    string? Team,
    string? System,
    string? Channel,
    string? Summary,
    EntityRef? Template,
    string? Parent,
    bool? HumanAction,
    RequestEnding? Ending,
    CheckOutcome? Verification) : Notice;

/// <summary>A ticket was opened, changed or closed.</summary>
/// <param name="Text">Its summary and description, cut; what phrases are looked for in.</param>
public sealed record TicketNotice(
    TicketPhase Phase,
    EntityRef? Component,
    string? Team,
    string? System,
    string? Channel,
    string Text,
    IReadOnlyList<string> Labels) : Notice;

/// <summary>A page of the documentation was opened; by whom is told by nobody and kept nowhere.</summary>
public sealed record DocumentationNotice(EntityRef? Component, string? Team, string? System, string Page) : Notice;
