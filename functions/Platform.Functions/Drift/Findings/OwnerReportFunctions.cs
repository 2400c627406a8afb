using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Findings;

/// <summary>"Owner wrong?"</summary>
[RequiresRole(Role.Reader)]
public sealed class OwnerReportFunctions(OwnerReportHandler handler)
{
    private const string All = "drift/owner-reports";

    [Function(FindingNames.OwnerReports)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(cancellationToken);

    [Function(FindingNames.ReportOwner)]
    public Task<IActionResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ReportAsync(request, cancellationToken);

    [Function(FindingNames.CloseOwnerReport)]
    public Task<IActionResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/close")] HttpRequest request,
        CancellationToken cancellationToken) => handler.CloseAsync(request, cancellationToken);
}
