using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog.Reads;

/// <summary>Questions that are too long for an address, or need a predicate.</summary>
[RequiresRole(Role.Reader)]
public sealed class CatalogPredicateFunctions(CatalogReadEdge edge)
{
    public const string QueryName = "CatalogQueryByPredicate";
    public const string FacetsName = "CatalogFacetsByPredicate";

    [Function(QueryName), ChangesNothing]
    public Task<IActionResult> QueryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/entities/by-query")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, EntityPages.Query, cancellationToken);

    [Function(FacetsName), ChangesNothing]
    public Task<IActionResult> FacetsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/entity-facets")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, FacetReads.Count, cancellationToken);
}
