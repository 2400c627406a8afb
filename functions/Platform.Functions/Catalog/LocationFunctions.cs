using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog;

/// <summary>Registered locations, in Backstage's shapes.</summary>
public sealed class LocationFunctions(LocationHandler handler)
{
    private const string All = "catalog/locations";
    private const string One = "catalog/locations/{id}";

    [Function("CatalogLocationsRegister"), RequiresRole(Role.Registrar)]
    public async Task<IActionResult> RegisterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return body.IsOk
            ? await handler.RegisterAsync(request, body.Value, cancellationToken)
            : ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
    }

    [Function("CatalogLocationsList"), RequiresRole(Role.Reader)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) =>
        handler.ListAsync(cancellationToken);

    [Function("CatalogLocationsGet"), RequiresRole(Role.Reader)]
    public Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.FindAsync(request, id, cancellationToken);

    [Function("CatalogLocationsDelete"), RequiresRole(Role.Registrar)]
    public Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.UnregisterAsync(request, id, cancellationToken);

    [Function("CatalogLocationByEntity"), RequiresRole(Role.Reader)]
    public Task<IActionResult> ByEntityAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All + "/by-entity/{kind}/{namespace}/{name}")]
        HttpRequest request,
        string kind,
        string @namespace,
        string name,
        CancellationToken cancellationToken) =>
        handler.ByEntityAsync(request, kind, @namespace, name, cancellationToken);
}
