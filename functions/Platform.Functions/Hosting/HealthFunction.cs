using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Functions.Access;

namespace Platform.Functions.Hosting;

/// <summary>
/// Says that the process serves requests; it asks nothing else, so a storage outage does not restart instances.
/// </summary>
public sealed class HealthFunction
{
    public const string Name = "Health";

    [Function(Name)]
    [AllowAnonymousAccess]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        JsonResults.Json(new { status = "ok" });
}
