using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Functions.Access;

namespace Platform.Functions.Portal;

/// <summary>
/// The pages and what they are made of. They are the same for everybody and hold nothing of the platform's: all that a page shows
/// it asks the API for, as the person in front of it.
/// </summary>
[AllowAnonymousAccess]
public sealed class PortalFunctions(PortalPages pages, PortalAssets assets)
{
    /// <param name="taskId">Read by the page itself, also when there is no such task: that is told to those who may know.</param>
    [Function(PortalNames.Task)]
    public IActionResult Task(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/tasks/{taskId}")] HttpRequest request,
        string taskId) =>
        pages.Show("tasks", request.HttpContext.Response);

    [Function(PortalNames.Asset)]
    public IActionResult Asset(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/assets/{*path}")] HttpRequest request,
        string path) =>
        assets.Find(path) is { } asset ? new PortalAssetResult(asset) : new NotFoundResult();
}
