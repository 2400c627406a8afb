using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Scaffolding.Actions.Remote;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Remote;

/// <summary>Hears from the services that carry out remote actions.</summary>
[WebhookSigned(WebhookSender.RemoteAction)]
public sealed class RemoteCallbackFunction(RemoteCallbacks callbacks)
{
    [Function(ScaffoldNames.RemoteCallback)]
    public async Task<IActionResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = RemoteActionFunctions.Callbacks + "/{token}")]
        HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var outcome = await callbacks.ReportAsync(CallbackToken.Read(token)!, body.Value, cancellationToken);
        if (!outcome.IsOk)
        {
            return ProblemResults.From(
                request,
                outcome.Problems[0].Code == RemoteCallbacks.Settled
                    ? StatusCodes.Status409Conflict
                    : StatusCodes.Status400BadRequest,
                outcome.Problems);
        }

        // When this fails the service gets a 500 and reports again.
        if (outcome.Value.Wake is var (instance, name))
        {
            await client.RaiseEventAsync(instance, name, "reported", cancellationToken);
        }

        return JsonResults.Json(new { recorded = outcome.Value.WasNew });
    }
}
