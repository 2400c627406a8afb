using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Campaigns;

/// <summary>What many are to reach by a day.</summary>
[RequiresRole(Role.Reader)]
public sealed class CampaignFunctions(CampaignHandler handler)
{
    private const string All = "drift/campaigns";
    private const string One = $"{All}/{{name}}";

    [Function("DriftCampaignsList")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(request, cancellationToken);

    [Function("DriftCampaignsGet")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request,
        string name, CancellationToken cancellationToken) => handler.GetAsync(request, name, cancellationToken);

    [Function("DriftCampaignsPut")]
    [RequiresRole(Role.Approver)]
    public Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request,
        string name, CancellationToken cancellationToken) => handler.PutAsync(request, name, cancellationToken);

    [Function("DriftCampaignsEnd")]
    [RequiresRole(Role.Approver)]
    public Task<IActionResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string name, CancellationToken cancellationToken) => handler.EndAsync(request, name, cancellationToken);
}
