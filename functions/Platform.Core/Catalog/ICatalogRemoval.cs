namespace Platform.Core.Catalog;

/// <summary>Takes entities out of the catalog on an explicit word of the source that owns them.</summary>
public interface ICatalogRemoval
{
    /// <summary>
    /// Removes the entity if the source owns it. What the source said before <paramref name="at"/> and arrives late does not
    /// bring it back. Repeating is harmless.
    /// </summary>
    /// <returns>False when there is no such entity of this source.</returns>
    Task<bool> RemoveAsync(EntityRef entityRef, string source, DateTimeOffset at, CancellationToken cancellationToken);
}
