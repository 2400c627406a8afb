using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Portal;

/// <summary>Signs people in to the portal with a key or a link, and out.</summary>
public sealed class PortalSessionFunctions(PortalSessions sessions)
{
    [Function(PortalNames.OpenSession)]
    [OpensSession]
    public Task<IActionResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/session")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sessions.OpenAsync(request.HttpContext, cancellationToken);

    [Function(PortalNames.GetSession)]
    [RequiresRole(Role.Reader)]
    public IActionResult Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/session")] HttpRequest request) =>
        PortalSessions.Show(request.HttpContext);

    [Function(PortalNames.CloseSession)]
    [RequiresRole(Role.Reader)]
    public Task<IActionResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "portal/session")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sessions.CloseAsync(request.HttpContext, cancellationToken);

    [Function(PortalNames.CreateLink)]
    [OpensSession]
    public Task<IActionResult> CreateLinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/links")] HttpRequest request,
        CancellationToken cancellationToken) =>
        sessions.CreateLinkAsync(request.HttpContext, cancellationToken);
}
