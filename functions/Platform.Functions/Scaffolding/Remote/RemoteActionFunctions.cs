using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Remote;

/// <summary>The actions that other services carry out: who they are.</summary>
[RequiresRole(Role.Admin)]
public sealed class RemoteActionFunctions(RemoteActionHandler handler)
{
    public const string Callbacks = "scaffolder/remote-actions/callbacks";

    private const string All = "scaffolder/remote-actions";
    private const string One = $"{All}/{{id}}";

    [Function(ScaffoldNames.ListRemoteActions)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request,
        CancellationToken cancellationToken) =>
        JsonResults.Json(new { items = await handler.ListAsync(cancellationToken) });

    [Function(ScaffoldNames.GetRemoteAction)]
    public async Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        await handler.FindAsync(id, cancellationToken) is { } found ? JsonResults.Json(found) : NotFound(request, id);

    [Function(ScaffoldNames.PutRemoteAction)]
    public async Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var put = await handler.PutAsync(id, body.Value, cancellationToken);
        return put.IsOk ? JsonResults.Json(put.Value) : ProblemResults.From(request, 400, put.Problems);
    }

    [Function(ScaffoldNames.DeleteRemoteAction)]
    public async Task<IActionResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        await handler.DeleteAsync(id, cancellationToken) ? new NoContentResult() : NotFound(request, id);

    private static IActionResult NotFound(HttpRequest request, string id) =>
        ProblemResults.From(request, StatusCodes.Status404NotFound, RemoteActionHandler.NoSuchAction(id));
}
