using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics.Backfill;

/// <summary>Has the past of repositories told, and says how far that is.</summary>
public sealed class BackfillFunctions(BackfillHandler handler)
{
    [Function(BackfillNames.Start), RequiresRole(Role.Admin)]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "metrics/backfills")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.StartAsync(request, client, cancellationToken);

    [Function(BackfillNames.Get), RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/backfills/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.GetAsync(request, id, client, cancellationToken);
}
