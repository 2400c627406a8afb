using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Findings;

/// <summary>What may differ for a while, and who said so.</summary>
[RequiresRole(Role.Approver)]
public sealed class ExemptionFunctions(ExemptionHandler handler)
{
    private const string All = "drift/exemptions";
    private const string One = $"{All}/{{id}}";

    [Function(FindingNames.Exemptions)]
    [RequiresRole(Role.Reader)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(cancellationToken);

    [Function(FindingNames.RequestExemption)]
    [RequiresRole(Role.Registrar)]
    public Task<IActionResult> RequestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.RequestAsync(request, cancellationToken);

    [Function(FindingNames.ApproveExemption)]
    public Task<IActionResult> ApproveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/approve")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.ApproveAsync(request, id, cancellationToken);

    [Function(FindingNames.RevokeExemption)]
    public Task<IActionResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.RevokeAsync(request, id, cancellationToken);
}
