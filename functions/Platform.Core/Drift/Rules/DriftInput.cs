using Platform.Core.Catalog;
using Platform.Core.Drift.Facts;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Rules;

/// <summary>What one subject brings.</summary>
/// <param name="Repository">Of an entity: the one that its descriptor stands in, when that was looked at.</param>
/// <param name="Entities">Of a repository: those that it describes.</param>
public sealed record DriftInput(
    DriftSubject Subject,
    RepositoryFacts? Repository,
    EntityFacts? Entity,
    IReadOnlyList<EntityFacts> Entities,
    ServiceFacts? Service = null)
{
    public static DriftInput Of(RepositoryFacts repository, IDriftWorld world)
    {
        var entities = world.EntitiesOf(repository.Name);
        var owned = entities.FirstOrDefault(entity => entity.IsComponent && OwnerOf(entity, world) is not null)
            ?? entities.FirstOrDefault(entity => OwnerOf(entity, world) is not null);
        var owner = owned is null ? null : OwnerOf(owned, world);
        var system = entities.Select(entity => entity.System).FirstOrDefault(one => one is not null);
        return new(DriftSubject.Of(repository.Id, repository.Name, owner, system), repository, null, entities);
    }

    public static DriftInput Of(EntityFacts entity, RepositoryFacts? repository, IDriftWorld world) => new(
        DriftSubject.Of(entity.Ref, OwnerOf(entity, world), entity.System, repository?.Name ?? entity.Repository),
        repository, entity, []);

    public static DriftInput Of(ServiceFacts service) => new(
        new(SubjectKind.Service, $"service:{service.Key}", service.Name, Repository: service.Repository),
        null, null, [], service);

    public static DriftInput OfOrganization(string name) => new(
        new(SubjectKind.Organization, $"organization:{name.ToLowerInvariant()}", name), null, null, []);

    /// <summary>An owner that the catalog does not know is none: nobody could be told.</summary>
    private static EntityRef? OwnerOf(EntityFacts entity, IDriftWorld world) =>
        entity.Owner is { } owner && world.Find(owner.Canonical) is not null ? owner : null;
}

/// <summary>Something that delivery events speak of.</summary>
/// <param name="Key">Canonical reference that the events give it, or would have in the catalog.</param>
public sealed record ServiceFacts(
    string Key,
    string Name,
    DateTimeOffset LastDeployedAt,
    string Environment,
    int Deployments,
    RepositoryName? Repository = null);
