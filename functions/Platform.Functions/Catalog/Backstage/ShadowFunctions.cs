using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog.Backstage;

/// <summary>Compares the catalog with that of a Backstage beside it, every day and whenever an administrator asks.</summary>
public sealed class ShadowFunctions(ShadowHandler handler)
{
    public const string Daily = "CatalogShadowDaily";

    private const string Route = "catalog/shadow";

    [Function(Daily)]
    public Task CompareDailyAsync([TimerTrigger("0 40 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        handler.CompareDailyAsync(cancellationToken);

    [Function("CatalogShadowRun"), RequiresRole(Role.Admin)]
    public Task<IActionResult> CompareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken) => handler.CompareAsync(request, cancellationToken);

    [Function("CatalogShadowGet"), RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken) => handler.GetAsync(request, cancellationToken);
}
