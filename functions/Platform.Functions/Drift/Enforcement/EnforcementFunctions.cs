using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Enforcement;

/// <summary>Whether the check on pull requests is required, and the ruleset that requires it.</summary>
public sealed class EnforcementFunctions(EnforcementHandler handler)
{
    private const string Route = "drift/enforcement/{organization}";

    [Function("DriftEnforcementGet"), RequiresRole(Role.Reader)]
    public Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string organization,
        CancellationToken cancellationToken) => handler.FindAsync(request, organization, cancellationToken);

    [Function("DriftEnforcementPut"), RequiresRole(Role.Admin)]
    public Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        string organization,
        CancellationToken cancellationToken) => handler.PutAsync(request, organization, cancellationToken);
}
