using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>What was removed from the catalog and can come back, and removals that wait for an administrator.</summary>
public sealed class RemovalFunctions(RemovalHandler handler)
{
    [Function("CatalogRemovalsList"), RequiresRole(Role.Reader)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/removals")] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await handler.ListAsync(cancellationToken) });

    [Function("CatalogRemovalsHeld"), RequiresRole(Role.Reader)]
    public async Task<IActionResult> HeldAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/removals/held")] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await handler.ListHeldAsync(cancellationToken) });

    [Function("CatalogRemovalsConfirm"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/removals/held/{id}/confirm")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        Answer(request, await handler.ConfirmAsync(id, Caller(request), cancellationToken));

    [Function("CatalogRemovalsDiscard"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> DiscardAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/removals/held/{id}/discard")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        Answer(request, await handler.DiscardAsync(id, Caller(request), cancellationToken));

    [Function("CatalogRemovalsUndo"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> UndoAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/removals/{kind}/{namespace}/{name}/undo")]
        HttpRequest request,
        string kind,
        string @namespace,
        string name,
        CancellationToken cancellationToken) =>
        Answer(request, await handler.UndoAsync(kind, @namespace, name, Caller(request), cancellationToken));

    private static string Caller(HttpRequest request) => request.HttpContext.GetCaller().Id;

    private static IActionResult Answer(HttpRequest request, Core.Primitives.Result<RemovalAnswer> outcome) => outcome.IsOk
        ? JsonResults.Json(outcome.Value)
        : ProblemResults.From(request, StatusCodes.Status404NotFound, outcome.Problems);
}
