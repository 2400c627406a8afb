using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>Shows the audit log, newest first.</summary>
[RequiresRole(Role.Admin)]
public sealed class AuditFunction(AuditHandler handler)
{
    public const string Name = "AuditList";

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var page = await handler.ReadAsync(request.QueryPairs(), cancellationToken);
        return page.IsOk
            ? JsonResults.Json(page.Value)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, page.Problems);
    }
}
