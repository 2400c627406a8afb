using Platform.Core.Drift.Rules;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Collection;

/// <summary>Brings one part of a world. What it can't bring it leaves out: its rules answer unknown.</summary>
public interface IWorldSource
{
    /// <summary>Repeating is harmless.</summary>
    Task BringAsync(WorldDraft draft, CancellationToken cancellationToken);
}

/// <summary>A world that is being read: the catalog and the listings are there, the rest comes source by source.</summary>
public sealed class WorldDraft(
    DateTimeOffset at,
    IReadOnlyList<EntityFacts> entities,
    IReadOnlyList<DriftEntry> repositories,
    IReadOnlyList<string> organizations,
    IReadOnlyList<DeploymentSign> deployments)
{
    public DateTimeOffset At { get; } = at;

    public IReadOnlyList<EntityFacts> Entities { get; set; } = entities;

    public IReadOnlyList<DriftEntry> Repositories { get; } = repositories;

    public IReadOnlyList<string> Organizations { get; } = organizations;

    public IReadOnlyList<DeploymentSign> Deployments { get; } = deployments;

    public Dictionary<string, WorldPart> Parts { get; } = [];

    /// <value>Since when one entity depends on another, both canonical.</value>
    public IReadOnlyDictionary<(string From, string To), DateTimeOffset> DependsSince { get; set; } =
        new Dictionary<(string From, string To), DateTimeOffset>();

    /// <value>By component.</value>
    public ILookup<string, ArgoApplication> Applications { get; set; } =
        Array.Empty<(string, ArgoApplication)>().ToLookup(one => one.Item1, one => one.Item2);

    /// <value>By organisation, in lower case; whole weeks, the latest last.</value>
    public Dictionary<string, IReadOnlyList<WeekCounts>> Weeks { get; } = [];

    /// <value>By template: what it is now.</value>
    public IReadOnlyDictionary<string, string?> Templates { get; set; } = new Dictionary<string, string?>();

    /// <value>By address.</value>
    public IReadOnlyDictionary<string, LinkState> Links { get; set; } = new Dictionary<string, LinkState>();

    /// <value>Whether every listing was complete at some time.</value>
    public bool AreRepositoriesComplete => Parts.GetValueOrDefault(FactNames.Repositories) is { IsComplete: true };

    /// <summary>Of which organisation an entity's repository is; null when it stands in none.</summary>
    public static string? OrganizationOf(RepositoryName? repository) => repository?.Owner.ToLowerInvariant();
}
