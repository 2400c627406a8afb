using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Drift.Reports;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Reports;

/// <summary>What became new, worse and better since the report before.</summary>
public sealed class ReportFunctions(ReportHandler handler, ReportMakingHandler making, ReportRun run)
{
    private const string All = "drift/reports";

    [Function(ReportNames.List), RequiresRole(Role.Reader)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(request, cancellationToken);

    [Function(ReportNames.Get), RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = $"{All}/{{id}}")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.GetAsync(request, id, cancellationToken);

    [Function(ReportNames.Make), RequiresRole(Role.Registrar)]
    public Task<IActionResult> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) => making.MakeAsync(request, cancellationToken);

    [Function(ReportNames.Preview), RequiresRole(Role.Reader), ChangesNothing]
    public Task<IActionResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{All}/preview")] HttpRequest request,
        CancellationToken cancellationToken) => making.PreviewAsync(request, cancellationToken);

    /// <summary>Looks whether reports are due: their schedule may be one of golden-path.yaml, which changes while the app
    /// runs.</summary>
    [Function(ReportNames.Timer)]
    public Task LookAsync([TimerTrigger("20 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        run.OnTimeAsync(cancellationToken);
}
