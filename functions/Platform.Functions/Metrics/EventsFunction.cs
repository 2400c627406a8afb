using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Metrics;

/// <summary>Takes events of deliveries: CloudEvents 1.0 in structured, batch and binary mode.</summary>
[RequiresRole(Role.Registrar)]
public sealed class EventsFunction(EventsHandler handler)
{
    public const string Name = "EventsReceive";

    [Function(Name)]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "events")] HttpRequest request,
        CancellationToken cancellationToken) => handler.HandleAsync(request, cancellationToken);
}
