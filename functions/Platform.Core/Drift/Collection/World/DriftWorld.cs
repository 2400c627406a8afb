using Platform.Core.Catalog;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.Rules;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Collection;

/// <summary>What was read for a world.</summary>
/// <param name="Draft">With the short halves of all repositories that are known, gone ones too.</param>
/// <param name="Freshness">By organisation, in lower case.</param>
public sealed record WorldReading(
    WorldDraft Draft,
    IReadOnlyDictionary<string, DriftFreshness> Freshness,
    IReadOnlyDictionary<string, OwnerDoubt> Doubts);

/// <summary>All that rules may ask beyond their subject, of one sweep. It doesn't change.</summary>
public sealed class DriftWorld : IDriftWorld
{
    private const string Production = "production";
    private const int ShortHash = 12;

    private readonly WorldReading _read;
    private readonly Dictionary<string, EntityFacts> _entities;
    private readonly ILookup<RepositoryName, EntityFacts> _byRepository;
    private readonly Dictionary<RepositoryName, DriftEntry> _repositories = [];
    private readonly HashSet<string> _organizations;
    private readonly ILookup<string, EntityDependent> _dependents;
    private readonly Dictionary<(string Component, string Tier), DateTimeOffset> _deployments;
    private readonly DriftPeople _people;

    public DriftWorld(WorldReading read)
    {
        _read = read;
        _entities = read.Draft.Entities.ToDictionary(entity => entity.Canonical, StringComparer.Ordinal);
        foreach (var entry in read.Draft.Repositories)
        {
            foreach (var former in entry.Listed.FormerNames)
            {
                _repositories.TryAdd(RepositoryName.Parse(former), entry);
            }
        }

        // A name that was given up may be another's now. What is there goes before what is gone.
        foreach (var entry in read.Draft.Repositories.OrderBy(entry => !entry.Listed.Gone))
        {
            _repositories[entry.Listed.Name] = entry;
        }

        _byRepository = read.Draft.Entities.Where(entity => entity.Repository is not null)
            .ToLookup(entity => PresentName(entity.Repository!));
        _organizations = [.. read.Freshness.Where(one => one.Value.ListedAt is not null).Select(one => one.Key)];
        _dependents = read.Draft.Entities
            .SelectMany(entity => entity.DependsOn.Concat(entity.ConsumesApis).Distinct()
                .Select(target => (
                    Target: target.Canonical,
                    Dependent: new EntityDependent(
                        entity.Ref,
                        read.Draft.DependsSince.TryGetValue((entity.Canonical, target.Canonical), out var since)
                            ? since : null))))
            .ToLookup(edge => edge.Target, edge => edge.Dependent);
        _deployments = read.Draft.Deployments.GroupBy(sign => (sign.Component, sign.Tier))
            .ToDictionary(group => group.Key, group => group.Max(sign => sign.LastAt));
        _people = new(_entities);
        Homeless = [.. read.Draft.Entities.Where(entity =>
            entity.Repository is not { } name || !_repositories.TryGetValue(name, out var entry) || entry.Listed.Gone)];
        Services = [.. read.Draft.Deployments.Where(sign => sign.Tier == Production || sign.IsUnknown)
            .Where(sign => !_entities.ContainsKey(sign.Component))
            .GroupBy(sign => sign.Component)
            .Select(group => group.MaxBy(sign => sign.LastAt)!)
            .OrderBy(sign => sign.Component, StringComparer.Ordinal)
            .Select(sign => new ServiceFacts(
                sign.Component, NameOf(sign.Component), sign.LastAt, sign.Environment, sign.Count,
                RepositoryName.TryParse(sign.Repository, out var repository) ? repository : null))];
    }

    public IReadOnlyCollection<EntityFacts> Entities => _entities.Values;

    /// <value>Entities whose repository is not known, or is gone: no repository brings them along.</value>
    public IReadOnlyList<EntityFacts> Homeless { get; }

    /// <value>What is deployed and is not in the catalog.</value>
    public IReadOnlyList<ServiceFacts> Services { get; }

    public DriftFreshness FreshnessOf(string organization) =>
        _read.Freshness.GetValueOrDefault(organization.ToLowerInvariant(), DriftFreshness.None);

    public WorldPart? Part(string name) => _read.Draft.Parts.GetValueOrDefault(name);

    public EntityFacts? Find(string canonical) => _entities.GetValueOrDefault(canonical);

    public IReadOnlyList<EntityFacts> EntitiesOf(RepositoryName repository) => [.. _byRepository[PresentName(repository)]];

    public RepositoryPresence Presence(RepositoryName repository) =>
        _repositories.TryGetValue(repository, out var entry)
            ? entry.Listed.Gone ? RepositoryPresence.Gone : RepositoryPresence.Listed
            // One that no listing ever had, of an organisation that is listed as a whole, is not there.
            : _organizations.Contains(repository.Owner.ToLowerInvariant())
                && Part(FactNames.Repositories) is { IsComplete: true }
                ? RepositoryPresence.Gone
                : RepositoryPresence.Unknown;

    public IReadOnlyList<EntityDependent> Dependents(string canonical) => [.. _dependents[canonical]];

    public IReadOnlyCollection<string> Members(EntityRef owner) => _people.Members(owner);

    public IReadOnlySet<string> Logins(EntityRef owner) => _people.Logins(owner);

    public EntityRef? OwnerNamed(string codeOwner) => _people.OwnerNamed(codeOwner);

    public DateTimeOffset? LastDeployment(string canonical, string tier) =>
        _deployments.TryGetValue((canonical, tier), out var at) ? at : null;

    public IReadOnlyList<ArgoApplication> ArgoApplications(string canonical) =>
        [.. _read.Draft.Applications[canonical]];

    public IReadOnlyList<ScaffoldedFolder> Scaffolded(RepositoryFacts repository) => [.. (repository.Made ?? []).Select(one =>
    {
        var now = _read.Draft.Templates.GetValueOrDefault(one.Template);
        return new ScaffoldedFolder(
            one.Folder, EntityRef.Parse(one.Template), one.Version, one.Hash ?? string.Empty,
            now is { Length: > ShortHash } ? now[..ShortHash] : now, one.Hash is null ? null : now, one.Files);
    })];

    public LinkState? Link(string url) => _read.Draft.Links.GetValueOrDefault(url);

    public OwnerDoubt? OwnerDoubt(string canonical) => _read.Doubts.GetValueOrDefault(canonical);

    public IReadOnlyList<WeekCounts> Weeks(string organization) =>
        _read.Draft.Weeks.GetValueOrDefault(organization.ToLowerInvariant(), []);

    /// <summary>A repository has one name at a time; entities may be known under an older one.</summary>
    private RepositoryName PresentName(RepositoryName name) =>
        _repositories.TryGetValue(name, out var entry) ? entry.Listed.Name : name;

    private static string NameOf(string canonical) =>
        EntityRef.TryParse(canonical, out var reference) ? reference.Name : canonical;
}
