using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Catalog.Audits;
using Platform.Core.Catalog.Sources;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Audits;

/// <summary>Compares the catalog with itself, every night and whenever an administrator asks.</summary>
public sealed class CatalogAuditFunctions(
    CatalogAuditor auditor, CatalogPurge purge, AuditOperations operations, ICatalogAudits audits)
{
    private const int Shown = 30;

    [Function("CatalogAuditNightly")]
    public async Task AuditNightlyAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await purge.RunAsync(cancellationToken);
        await auditor.RunAsync(cancellationToken);
    }

    [Function("CatalogAuditsRun"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/audits")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var operation = await operations.AskAsync(request.HttpContext.GetCaller().Id, cancellationToken);
        return OperationAnswers.Answer(request, StatusCodes.Status202Accepted, new { operation }, operation);
    }

    [Function("CatalogAuditsList"), RequiresRole(Role.Admin)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/audits")] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await audits.ListAsync(Shown, cancellationToken) });
}
