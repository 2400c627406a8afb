using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Functions.Access;

namespace Platform.Functions.Scaffolding.Promotion;

/// <summary>Makes a version of a template the one that everybody is offered, once it has shown that it works.</summary>
public sealed class PromotionFunctions(PromotionHandler handler)
{
    private const string Route = "scaffolder/v2/templates/{namespace}/{kind}/{name}/versions/{hash}/promotion";

    [Function(ScaffoldNames.PromoteTemplate)]
    [RequiresRole(Role.Admin)]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string @namespace,
        string kind,
        string name,
        string hash,
        CancellationToken cancellationToken) => handler.StartAsync(
            request, client, EntityRef.Create(kind, @namespace, name), hash, request.HttpContext.GetCaller().Id,
            cancellationToken);

    [Function(ScaffoldNames.TemplatePromotion)]
    [RequiresRole(Role.Reader)]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string @namespace,
        string kind,
        string name,
        string hash,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, client, EntityRef.Create(kind, @namespace, name), hash, cancellationToken);

    [Function(ScaffoldNames.VerifyTemplates)]
    public Task VerifyAsync(
        [TimerTrigger($"%{nameof(PromotionOptions.TemplateVerifySchedule)}%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.VerifyAllAsync(client, cancellationToken);
}
