using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Ledger;

public enum PartKind
{
    Component,
    Repository,
    Artifact,

    /// <summary>Incidents that name no component.</summary>
    Unassigned,

    /// <summary>What no figure is made of.</summary>
    Other,
}

/// <summary>Events that are looked at together.</summary>
public sealed record EventPart(PartKind Kind, string Name);

/// <summary>The part that an event belongs to, and what it joins: a function of the event alone.</summary>
public sealed record EventFootprint(EventPart Part)
{
    private static readonly EventFootprint None = new(new EventPart(PartKind.Other, string.Empty));

    /// <value>Whom the event names.</value>
    public EntityRef? Component { get; private init; }

    /// <value>What the component is made from, by the word of this event; or where a part of another kind comes from.</value>
    public IReadOnlyList<string> Repositories { get; private init; } = [];

    /// <value>Commits that the component deployed.</value>
    public IReadOnlyList<string> Deployed { get; private init; } = [];

    /// <value>Commits that the repository has.</value>
    public IReadOnlyList<string> Told { get; private init; } = [];

    /// <value>The artifact that the component deployed.</value>
    public string? Used { get; private init; }

    public static EventFootprint Of(DeliveryEvent told) => told.Notice switch
    {
        DeploymentNotice { Component: { } component } notice => OfComponent(component) with
        {
            Repositories = [.. notice.ChangeSets.Select(set => set.Repository).Where(name => name.Length > 0)],
            Deployed = [.. notice.ChangeSets.Select(set => set.CommitSha).OfType<string>()],
            Used = notice.ArtifactId,
        },
        ChangeNotice notice => OfRepository(notice.Repository) with
        {
            Component = notice.Component,
            Told = [.. Shas(notice.Commits).Append(notice.HeadSha).Append(notice.MergeCommitSha).OfType<string>()],
        },
        CommitsNotice notice => OfRepository(notice.Repository) with { Told = [.. Shas(notice.Commits)] },
        ArtifactNotice notice => new(new EventPart(PartKind.Artifact, notice.ArtifactId)) { Repositories = [notice.Repository] },
        IncidentNotice { Component: null } => new(new EventPart(PartKind.Unassigned, string.Empty)),
        IncidentNotice { Component: { } component } => OfComponent(component),
        ReleaseNotice { Component: { } component } => OfComponent(component),
        OwnershipNotice { Component: { } component } => OfComponent(component),
        _ => None,
    };

    private static EventFootprint OfComponent(EntityRef component) =>
        new(new EventPart(PartKind.Component, component.Canonical)) { Component = component };

    private static EventFootprint OfRepository(string name) =>
        new(new EventPart(PartKind.Repository, name)) { Repositories = [name] };

    private static IEnumerable<string> Shas(IReadOnlyList<CommitNotice> commits) => commits.Select(commit => commit.Sha);
}
