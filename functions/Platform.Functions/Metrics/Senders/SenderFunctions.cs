using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics.Senders;

/// <summary>Takes what tools send in forms of their own, and tells what became of it.</summary>
public sealed class SenderFunctions(SenderDeliveriesHandler deliveries, DeliveryListHandler list)
{
    public const string Name = "EventsFromSender";
    public const string ListName = "MetricsDeliveriesList";

    /// <summary>The signature was verified over the raw body before this runs.</summary>
    [Function(Name)]
    [SenderSigned]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events/{sender}")] HttpRequest request,
        string sender,
        CancellationToken cancellationToken) => deliveries.HandleAsync(request, sender, cancellationToken);

    [Function(ListName)]
    [RequiresRole(Role.Reader)]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics/deliveries")] HttpRequest request,
        CancellationToken cancellationToken) => list.HandleAsync(request, cancellationToken);
}
