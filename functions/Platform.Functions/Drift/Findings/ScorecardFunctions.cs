using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Findings;

/// <summary>How good services are, by the scorecards of golden-path.yaml.</summary>
[RequiresRole(Role.Reader)]
public sealed class ScorecardFunctions(ScorecardHandler handler)
{
    [Function(FindingNames.Scorecards)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/scorecards")] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(cancellationToken);

    [Function(FindingNames.Scorecard)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/scorecards/{id}")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.GetAsync(request, id, cancellationToken);

    [Function(FindingNames.Entity)]
    public Task<IActionResult> EntityAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/entities/{*entity}")] HttpRequest request,
        string entity, CancellationToken cancellationToken) => handler.EntityAsync(request, entity, cancellationToken);
}
