using Platform.Core.Catalog;

namespace Platform.TestKit.Catalog;

/// <summary>The catalog in memory, with the rules of the real one.</summary>
public sealed class MemoryCatalogStore : ICatalogStore
{
    private readonly Dictionary<EntityRef, CatalogWrite> _entities = [];

    public IReadOnlyCollection<EntityRef> Refs => _entities.Keys;

    public Task<CatalogEntity?> FindAsync(EntityRef entityRef, CancellationToken cancellationToken) =>
        Task.FromResult(_entities.GetValueOrDefault(entityRef)?.Entity);

    public Task<IReadOnlyList<CatalogWriteResult>> WriteAsync(
        IReadOnlyList<CatalogWrite> writes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CatalogWriteResult>>([.. writes.Select(Write)]);

    private CatalogWriteResult Write(CatalogWrite write)
    {
        var stored = _entities.GetValueOrDefault(write.Entity.Ref);
        var owner = stored?.Entity.Source ?? write.Entity.Source;
        var outcome =
            stored is null ? CatalogWriteOutcome.Stored
            : owner != write.Entity.Source ? CatalogWriteOutcome.OwnedElsewhere
            : stored.Entity.Etag == write.Entity.Etag ? CatalogWriteOutcome.Unchanged
            : stored.At > write.At ? CatalogWriteOutcome.Superseded
            : CatalogWriteOutcome.Stored;
        if (outcome == CatalogWriteOutcome.Stored)
        {
            _entities[write.Entity.Ref] = write;
        }

        return new(write, outcome, owner);
    }
}
