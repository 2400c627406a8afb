using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Drift.Findings;

/// <summary>What is declared and is not so.</summary>
[RequiresRole(Role.Reader)]
public sealed class FindingFunctions(FindingHandler handler)
{
    [Function(FindingNames.List)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/findings")] HttpRequest request,
        CancellationToken cancellationToken) => handler.ListAsync(request, cancellationToken);

    [Function(FindingNames.Get)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "drift/findings/{id}")] HttpRequest request,
        string id, CancellationToken cancellationToken) => handler.GetAsync(request, id, cancellationToken);
}
