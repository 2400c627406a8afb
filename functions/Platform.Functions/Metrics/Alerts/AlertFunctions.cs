using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics.Alerts;

/// <summary>What the figures say that somebody should look at.</summary>
[RequiresRole(Role.Admin)]
public sealed class AlertFunctions(AlertHandler handler)
{
    private const string All = "metrics/alerts";
    private const string One = $"{All}/{{id}}";

    [Function(AlertNames.List)]
    [RequiresRole(Role.Reader)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(request, cancellationToken);

    [Function(AlertNames.Get)]
    [RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.GetAsync(request, id, cancellationToken);

    [Function(AlertNames.Acknowledge)]
    public Task<IActionResult> AcknowledgeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/acknowledge")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.AcknowledgeAsync(request, id, cancellationToken);

    [Function(AlertNames.Mute)]
    public Task<IActionResult> MuteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/mute")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.MuteAsync(request, id, cancellationToken);

    [Function(AlertNames.Unmute)]
    public Task<IActionResult> UnmuteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One + "/mute")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.UnmuteAsync(request, id, cancellationToken);
}
