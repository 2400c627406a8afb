using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Sources;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog;

/// <summary>
/// Takes an entity out by its uid, as Backstage does: it is away until its source is read again and still describes it. What was
/// taken out stays as a tombstone, and an administrator may bring it back before.
/// </summary>
public sealed class EntityRemovalHandler(ICatalogIndex index, ICatalogFeed feed, CatalogRemovals removals)
{
    /// <returns>The same whether or not there was such an entity: afterwards there is none.</returns>
    public async Task<IActionResult> RemoveAsync(HttpRequest request, string uid, CancellationToken cancellationToken)
    {
        var view = await index.ReadAsync(await feed.HeadsAsync(cancellationToken), cancellationToken);
        if (view.Query(EntityQuery.ByUid(uid)).Items is [var entity])
        {
            request.HttpContext.AddAuditSubjects(entity.Ref.Canonical);
            await removals.RemoveAsync(
                entity.Ref, entity.Source, request.HttpContext.GetCaller().Id, cancellationToken);
        }

        return new NoContentResult();
    }
}
