using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog.People;

/// <summary>Has the directories of people looked through, on time and on demand.</summary>
public sealed class PeopleFunctions(PeopleHandler handler)
{
    [Function(PeopleFunctionNames.Start), RequiresRole(Role.Registrar)]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/people/sweep")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.StartAsync(request, client, cancellationToken);

    [Function(PeopleFunctionNames.Get), RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/people")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.GetAsync(client, cancellationToken);

    [Function(PeopleFunctionNames.Timer)]
    public Task SweepAsync(
        [TimerTrigger($"%{nameof(PeopleSweepOptions.PeopleSweepSchedule)}%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.StartAsync(client, "timer", cancellationToken);
}
