using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>Makes, lists and revokes API keys.</summary>
[RequiresRole(Role.Admin)]
public sealed class ApiKeyFunctions(ApiKeyHandler handler)
{
    public const string CreateName = "AccessKeysCreate";
    public const string ListName = "AccessKeysList";
    public const string RevokeName = "AccessKeysRevoke";

    [Function(CreateName)]
    public async Task<IActionResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "access/keys")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var created = await handler.CreateAsync(body.Value, request.HttpContext.GetCaller(), cancellationToken);
        return created.IsOk
            ? JsonResults.Json(created.Value, StatusCodes.Status201Created)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, created.Problems);
    }

    [Function(ListName)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "access/keys")] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await handler.ListAsync(cancellationToken) });

    [Function(RevokeName)]
    public async Task<IActionResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "access/keys/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        await handler.RevokeAsync(id, cancellationToken)
            ? new NoContentResult()
            : ProblemResults.From(request, StatusCodes.Status404NotFound, ApiKeyHandler.NoSuchKey(id));
}
