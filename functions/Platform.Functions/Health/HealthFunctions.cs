using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Health;

/// <summary>
/// Up (200) or down (503) with a word about each dependency, for anyone; what is wrong and what mends it, for administrators.
/// </summary>
public sealed class HealthFunctions(HealthReports reports, OrchestrationSignals signals)
{
    public const string Name = "Health";
    public const string DetailsName = "HealthDetails";

    [Function(Name)]
    [AllowAnonymousAccess]
    public async Task<IActionResult> SummaryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var snapshot = await LookAsync(client, cancellationToken);
        return Answer(request, snapshot, snapshot.Summary());
    }

    [Function(DetailsName)]
    [RequiresRole(Role.Admin)]
    public async Task<IActionResult> DetailsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/details")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var snapshot = await LookAsync(client, cancellationToken);
        return Answer(request, snapshot, snapshot.Details());
    }

    private Task<HealthSnapshot> LookAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        signals.Use(client);
        return reports.GetAsync(cancellationToken);
    }

    private static IActionResult Answer(HttpRequest request, HealthSnapshot snapshot, object body)
    {
        // A proxy's old answer would be the one thing that health must not be.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return JsonResults.Json(body, snapshot.IsUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
