namespace Platform.Core.Catalog;

/// <summary>
/// Entities by their bare names, for people who don't write references. A name may outlive its entity, so a reader looks for the
/// entity too, and removes what has gone.
/// </summary>
public interface IEntityNames
{
    /// <summary>Adding again is harmless.</summary>
    Task AddAsync(IReadOnlyList<EntityRef> entities, CancellationToken cancellationToken);

    Task RemoveAsync(EntityRef entityRef, CancellationToken cancellationToken);

    /// <summary>Every entity of the name, whatever its kind and namespace; case does not count.</summary>
    Task<IReadOnlyList<EntityRef>> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names that look like it, as <see cref="Primitives.NearestWords"/> has it.</summary>
    Task<IReadOnlyList<string>> NearestAsync(string name, CancellationToken cancellationToken);
}
