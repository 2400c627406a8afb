using Platform.Core.Catalog;
using Platform.Core.Drift.Facts;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Rules;

/// <summary>
/// What rules may ask beyond their subject; all of it is in memory, and stays as it is during an evaluation. Entities are named
/// by their canonical references.
/// </summary>
public interface IDriftWorld
{
    /// <value>All of the catalog, in no order.</value>
    IReadOnlyCollection<EntityFacts> Entities { get; }

    /// <param name="name">One of <see cref="FactNames.OfWorld"/>.</param>
    /// <returns>Null when nothing is known of that part: rules that need it answer unknown.</returns>
    WorldPart? Part(string name);

    EntityFacts? Find(string canonical);

    /// <summary>Those whose descriptors stand in the repository, under its present or a former name.</summary>
    IReadOnlyList<EntityFacts> EntitiesOf(RepositoryName repository);

    RepositoryPresence Presence(RepositoryName repository);

    /// <summary>Who depends on it, by <c>dependsOn</c> or <c>consumesApis</c>.</summary>
    IReadOnlyList<EntityDependent> Dependents(string canonical);

    /// <summary>Users that belong to a group or to one below it; of a user only itself.</summary>
    IReadOnlyCollection<string> Members(EntityRef owner);

    /// <summary>GitHub's logins of those, in lower case.</summary>
    IReadOnlySet<string> Logins(EntityRef owner);

    /// <summary>Whom a word of CODEOWNERS means: <c>@acme/payments</c>, <c>@login</c>.</summary>
    /// <returns>Null when the catalog does not know.</returns>
    EntityRef? OwnerNamed(string codeOwner);

    /// <param name="tier">Of the environment: <c>production</c>.</param>
    /// <returns>Null when there was none within the part's span.</returns>
    DateTimeOffset? LastDeployment(string canonical, string tier);

    IReadOnlyList<ArgoApplication> ArgoApplications(string canonical);

    /// <summary>What templates made of it, beside what the templates are now.</summary>
    IReadOnlyList<ScaffoldedFolder> Scaffolded(RepositoryFacts repository);

    /// <returns>Null when it was not looked at yet.</returns>
    LinkState? Link(string url);

    /// <returns>Null when nobody doubts the owner.</returns>
    OwnerDoubt? OwnerDoubt(string canonical);

    /// <summary>Whole weeks, oldest first, without gaps.</summary>
    IReadOnlyList<WeekCounts> Weeks(string organization);
}

/// <param name="Since">How far back it reaches, where it tells of what happens; null where it tells of what is.</param>
/// <param name="IsComplete">False after a listing that ended early: nothing that is missing from it proves anything.</param>
public sealed record WorldPart(
    string Source, DateTimeOffset ObservedAt, TimeSpan Ttl, DateTimeOffset? Since = null, bool IsComplete = true);

public enum RepositoryPresence
{
    /// <summary>Of an organization that nobody lists, or not seen yet.</summary>
    Unknown,
    Listed,
    Gone,
}

/// <param name="Since">When the edge was seen first; null when it was there at the first look.</param>
public sealed record EntityDependent(EntityRef Entity, DateTimeOffset? Since);

/// <param name="Sync">Argo CD's word: <c>Synced</c>, <c>OutOfSync</c>, <c>Unknown</c>.</param>
/// <param name="OutOfSyncSince">Since when without a break; null while it is in sync.</param>
public sealed record ArgoApplication(
    string Name, string Sync, string? Health, DateTimeOffset At, DateTimeOffset? OutOfSyncSince, Uri? Url = null);

/// <summary>A repository, or a folder of one, that a template made.</summary>
/// <param name="Folder">With its trailing slash; empty for the whole repository.</param>
/// <param name="Version">For people: the semantic version, or the start of the hash.</param>
/// <param name="Hash">Of the template's folder as it was.</param>
/// <param name="CurrentHash">Of the template as it is now; null when there is no such template any more.</param>
/// <param name="Files">Git's blob SHA of each file as it was made, by its path in the repository; null when that is not
/// known.</param>
public sealed record ScaffoldedFolder(
    string Folder,
    EntityRef Template,
    string Version,
    string Hash,
    string? CurrentVersion,
    string? CurrentHash,
    IReadOnlyDictionary<string, string>? Files);

public enum LinkHealth
{
    Alive,
    Dead,

    /// <summary>Its host may not be asked.</summary>
    NotChecked,
}

/// <param name="Status">HTTP's; null when nobody answered.</param>
public sealed record LinkState(LinkHealth Health, int? Status, DateTimeOffset? DeadSince);

public sealed record OwnerDoubt(string Reason, DateTimeOffset At);

/// <param name="Week">Its Monday.</param>
/// <param name="Entities">Components at its end.</param>
/// <param name="Repositories">At its end.</param>
/// <param name="Deployments">Within it.</param>
public sealed record WeekCounts(DateOnly Week, int Entities, int Repositories, int Deployments);
