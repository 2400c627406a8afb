using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <summary>Tells how often a component was deployed.</summary>
[RequiresRole(Role.Reader)]
public sealed class DeploymentCountsFunction(DeploymentCountsHandler handler)
{
    public const string Name = "MetricsDeployments";

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/deployments")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = request.Query;
        var report = await handler.HandleAsync(query["component"], query["from"], query["to"], cancellationToken);
        return report.IsOk
            ? JsonResults.Json(report.Value)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, report.Problems);
    }
}
