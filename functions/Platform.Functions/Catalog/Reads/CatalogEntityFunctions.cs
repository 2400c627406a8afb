using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog.Reads;

/// <summary>Entities by name, by uid and by references.</summary>
[RequiresRole(Role.Reader)]
public sealed class CatalogEntityFunctions(CatalogReadEdge edge, AncestryReads ancestry)
{
    public const string ByNameName = "CatalogEntityByName";
    public const string AncestryName = "CatalogEntityAncestry";
    public const string ByUidName = "CatalogEntityByUid";
    public const string ByRefsName = "CatalogEntitiesByRefs";

    [Function(ByNameName)]
    public Task<IActionResult> ByNameAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entities/by-name/{kind}/{namespace}/{name}")]
        HttpRequest request,
        string kind,
        string @namespace,
        string name,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, view => EntityReads.ByName(view, kind, @namespace, name), cancellationToken);

    [Function(AncestryName)]
    public Task<IActionResult> AncestryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entities/by-name/{kind}/{namespace}/{name}/ancestry")]
        HttpRequest request,
        string kind,
        string @namespace,
        string name,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(
            request, (view, token) => ancestry.FindAsync(view, kind, @namespace, name, token), cancellationToken);

    [Function(ByUidName)]
    public Task<IActionResult> ByUidAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/entities/by-uid/{uid}")] HttpRequest request,
        string uid,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(request, view => EntityReads.ByUid(view, uid), cancellationToken);

    [Function(ByRefsName), ChangesNothing]
    public Task<IActionResult> ByRefsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/entities/by-refs")] HttpRequest request,
        CancellationToken cancellationToken) =>
        edge.AnswerAsync(
            request, (view, body) => EntityReads.ByRefs(view, body, request.Query["filter"]), cancellationToken);
}
