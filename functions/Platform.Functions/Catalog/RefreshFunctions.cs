using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Reads sources again when somebody asks, and tells what came of it.</summary>
public sealed class RefreshFunctions(RefreshHandler handler)
{
    [Function("CatalogRefresh"), RequiresRole(Role.Reader)]
    public async Task<IActionResult> RefreshAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/refresh")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return body.IsOk
            ? await handler.RefreshAsync(request, body.Value, cancellationToken)
            : ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
    }

    [Function("CatalogOperation"), RequiresRole(Role.Reader)]
    public Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/operations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.FindAsync(request, id, cancellationToken);
}
