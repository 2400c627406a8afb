using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Reports;

/// <summary>What became new, worse and better since the week before.</summary>
[RequiresRole(Role.Reader)]
public sealed class ReportFunctions(ReportHandler handler)
{
    [Function("DriftReportsList")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/reports")] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(request, cancellationToken);

    [Function("DriftReportsGet")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/reports/{id}")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.GetAsync(request, id, cancellationToken);
}
