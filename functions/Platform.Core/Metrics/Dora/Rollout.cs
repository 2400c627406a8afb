using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>How a rollback was recognized.</summary>
public enum RollbackKind
{
    /// <summary>A revision came back that had been there before the one it replaced.</summary>
    OlderVersion,

    /// <summary>The event says so.</summary>
    Declared,

    /// <summary>A new commit brought back the content of an earlier one.</summary>
    EqualTree,

    /// <summary>Nothing but reverts of what had been deployed before.</summary>
    Revert,
}

/// <summary>A revision's way into production: its deployments to all of a component's production environments.</summary>
public sealed class Rollout(int index, Deployment first)
{
    private readonly List<Deployment> _deployments = [first];

    // Most rollouts have none of these.
    private SortedSet<RollbackKind>? _rollbackKinds;
    private List<Incident>? _incidents;
    private SortedSet<int>? _remedies;
    private SortedSet<int>? _remediedBy;

    /// <value>Its place among the component's, from 0.</value>
    public int Index { get; } = index;

    /// <value>The identity of its first deployment; unique in its component.</value>
    public string Key => _deployments[0].Key;

    public string? Revision => _deployments[0].Revision;

    public IReadOnlyList<Deployment> Deployments => _deployments;

    public DateTimeOffset FirstFinishedAt => _deployments[0].FinishedAt;

    /// <value>When the last of its environments had it; deployments are counted then.</value>
    public DateTimeOffset FinishedAt { get; private set; } = first.FinishedAt;

    /// <value>The component's first: it counts, but what it brought has no lead time.</value>
    public bool IsBaseline => Index == 0;

    /// <value>Whether all its commits are known; else its changes may come yet.</value>
    public bool IsResolved { get; internal set; }

    /// <value>Whether it brought anything that had never been in production.</value>
    public bool IsNew { get; internal set; }

    public IReadOnlyList<Change> Changes { get; internal set; } = [];

    public IReadOnlyCollection<RollbackKind> RollbackKinds => _rollbackKinds ?? (IReadOnlyCollection<RollbackKind>)[];

    public bool IsRollback => _rollbackKinds is not null;

    public bool IsHotfix { get; internal set; }

    /// <value>Whether it brought a revert of something deployed before, perhaps among other changes.</value>
    public bool BringsRevert { get; internal set; }

    public bool IsNet => IsNew && !IsRollback;

    /// <value>Whether production forced it.</value>
    public bool IsRework =>
        IsRollback || IsHotfix || BringsRevert || _deployments.Exists(deployment => deployment.Planned == false);

    public bool IsBot => _deployments.TrueForAll(deployment => deployment.Actor == ActorType.Bot);

    /// <value>The rollouts that this one repaired.</value>
    public IReadOnlyCollection<int> Remedies => _remedies ?? (IReadOnlyCollection<int>)[];

    /// <value>The rollouts that repaired this one.</value>
    public IReadOnlyCollection<int> RemediedBy => _remediedBy ?? (IReadOnlyCollection<int>)[];

    public IReadOnlyList<Incident> Incidents => _incidents ?? [];

    public bool Failed => _incidents is not null || _remediedBy is not null;

    public Recovery? Recovery { get; internal set; }

    internal void Add(Deployment deployment)
    {
        _deployments.Add(deployment);
        FinishedAt = deployment.FinishedAt > FinishedAt ? deployment.FinishedAt : FinishedAt;
    }

    internal void Mark(RollbackKind kind) => (_rollbackKinds ??= []).Add(kind);

    internal void Remedy(Rollout failed)
    {
        (_remedies ??= []).Add(failed.Index);
        (failed._remediedBy ??= []).Add(Index);
    }

    internal void Blame(Incident incident) => (_incidents ??= []).Add(incident);
}

/// <summary>How a failed deployment was recovered.</summary>
/// <param name="At">When; null while one of its incidents is open.</param>
/// <param name="Duration">Null while it lasts, and when the clocks of its events contradict each other.</param>
public sealed record Recovery(DateTimeOffset? At, TimeSpan? Duration);
