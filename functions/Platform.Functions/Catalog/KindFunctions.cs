using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Kinds of entities, and the schemas of those that Backstage does not have.</summary>
public sealed class KindFunctions(KindHandler handler)
{
    private const string One = "catalog/kinds/{kind}";

    [Function("CatalogKindsList"), RequiresRole(Role.Reader)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/kinds")] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await handler.ListAsync(cancellationToken) });

    [Function("CatalogKindsGet"), RequiresRole(Role.Reader)]
    public async Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request,
        string kind,
        CancellationToken cancellationToken) =>
        await handler.FindAsync(kind, cancellationToken) is { } found ? JsonResults.Json(found) : NotFound(request, kind);

    [Function("CatalogKindsPut"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request,
        string kind,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var put = await handler.PutAsync(kind, body.Value, cancellationToken);
        return put.IsOk
            ? JsonResults.Json(put.Value, put.Value.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, put.Problems);
    }

    [Function("CatalogKindsDelete"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string kind,
        CancellationToken cancellationToken) =>
        await handler.DeleteAsync(kind, cancellationToken) is { } change ? JsonResults.Json(change) : NotFound(request, kind);

    private static IActionResult NotFound(HttpRequest request, string kind) =>
        ProblemResults.From(request, StatusCodes.Status404NotFound, KindHandler.NoSuchKind(kind));
}
