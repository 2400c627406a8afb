using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Reads;

/// <summary>Entities by their fields, counts of their values, and the graph of their relations.</summary>
[RequiresRole(Role.Reader)]
public sealed class CatalogQueryFunctions(CatalogReadEdge edge)
{
    public const string ListName = "CatalogEntities";
    public const string QueryName = "CatalogEntitiesByQuery";
    public const string FacetsName = "CatalogEntityFacets";
    public const string GraphName = "CatalogGraph";

    [Function(ListName)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entities")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, view => EntityPages.List(view, name => request.Query[name]), cancellationToken);

    [Function(QueryName)]
    public Task<IActionResult> QueryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entities/by-query")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, view => EntityPages.Query(view, name => request.Query[name]), cancellationToken);

    [Function(FacetsName)]
    public Task<IActionResult> FacetsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entity-facets")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(
            request,
            view => FacetReads.Count(view, request.Query["facet"], request.Query["filter"]),
            cancellationToken);

    [Function(GraphName)]
    public Task<IActionResult> GraphAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/graph")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, view => GraphReads.Look(view, request.QueryPairs()), cancellationToken);
}
