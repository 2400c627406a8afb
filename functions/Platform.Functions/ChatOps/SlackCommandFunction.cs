using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.ChatOps;

/// <summary>Takes Slack's slash commands. The signature was verified over the raw body before this runs.</summary>
[WebhookSigned(WebhookSender.Slack)]
public sealed class SlackCommandFunction(SlackCommandHandler handler)
{
    [Function(ChatNames.SlackCommands)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "chat/slack/commands")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadBytesAsync(request, SlackGate.LargestBody, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var acknowledged = await handler.HandleAsync(body.Value, cancellationToken);
        return acknowledged.IsOk
            ? JsonResults.Json(new { response_type = "ephemeral", text = acknowledged.Value })
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, acknowledged.Problems);
    }
}
