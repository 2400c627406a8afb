using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Drift.Rules;

public enum SubjectKind
{
    /// <summary>A repository, whether or not the catalog knows it.</summary>
    Repository,

    /// <summary>An entity of the catalog.</summary>
    Entity,

    /// <summary>Something that delivery events speak of and the catalog does not know.</summary>
    Service,

    Organization,
}

/// <summary>What a rule judges.</summary>
/// <param name="Key">Stays for as long as the thing does: <c>repository:{id}</c>, <c>entity:{canonical}</c>,
/// <c>service:{canonical}</c>, <c>organization:{name}</c>.</param>
/// <param name="Name">For people: the repository's present name, the entity's reference, …</param>
/// <param name="Owner">Canonical reference of the owning team, where the catalog names one that exists.</param>
/// <param name="Repository">Where a fix would have to be made; null when there is none.</param>
public sealed record DriftSubject(
    SubjectKind Kind, string Key, string Name, EntityRef? Owner = null, string? System = null, RepositoryName? Repository = null)
{
    public static DriftSubject Of(long repositoryId, RepositoryName name, EntityRef? owner = null, string? system = null) =>
        new(SubjectKind.Repository, $"repository:{repositoryId}", $"{name}", owner, system, name);

    public static DriftSubject Of(
        EntityRef entity, EntityRef? owner = null, string? system = null, RepositoryName? repository = null) =>
        new(SubjectKind.Entity, $"entity:{entity.Canonical}", entity.Canonical, owner, system, repository);
}
