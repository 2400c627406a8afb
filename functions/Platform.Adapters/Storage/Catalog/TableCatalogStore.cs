using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>Entities by name, and the plain way to write them.</summary>
internal sealed class TableCatalogStore(TableServiceClient tables, BlobServiceClient blobs, IEntityClaims claims) : ICatalogStore
{
    private readonly OnDemandTable _table = new(tables, CatalogStorage.EntitiesTable);
    private readonly ContentContainer _bodies = new(blobs, CatalogStorage.BodiesContainer);

    public async Task<CatalogEntity?> FindAsync(EntityRef entityRef, CancellationToken cancellationToken)
    {
        if (CatalogKeys.Entity(entityRef) is not { } key)
        {
            return null;
        }

        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            CatalogKeys.Bucket(entityRef.Canonical), key, cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } found } && !EntityRow.IsTombstone(found)
            ? await EntityRow.ToEntityAsync(found, _bodies, cancellationToken)
            : null;
    }

    public async Task<IReadOnlyList<CatalogWriteResult>> WriteAsync(
        IReadOnlyList<CatalogWrite> writes, CancellationToken cancellationToken)
    {
        var outcomes = await claims.ApplyAsync([.. writes.Select(ToChange)], cancellationToken);
        return [.. writes.Zip(outcomes, ToResult)];
    }

    private static EntityChange ToChange(CatalogWrite write) => new(
        write.Entity.Ref,
        [new Describe(write.Entity.Source, write.Entity.Source, write.At, write.Entity.ToContent())]);

    private static CatalogWriteResult ToResult(CatalogWrite write, EntityOutcome outcome) => new(
        write, CatalogWriteResult.OutcomeOf(outcome.Effects[0]), outcome.After.Holder?.Source ?? write.Entity.Source);
}
