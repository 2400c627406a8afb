using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.GitHub;

/// <summary>Takes GitHub's webhooks. The signature was verified over the raw body before this runs.</summary>
[WebhookSigned(WebhookSender.GitHub)]
public sealed class GitHubWebhookFunction(GitHubWebhookHandler handler, OrchestrationSignals signals)
{
    public const string Name = "GitHubWebhook";

    [Function(Name)]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "github/webhooks")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        signals.Use(client);
        var body = await RequestBody.ReadBytesAsync(request, WebhookGate.LargestBody, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var headers = request.Headers;
        var handled = await handler.HandleAsync(
            headers["X-GitHub-Delivery"], headers["X-GitHub-Event"], HookOf(headers), body.Value, cancellationToken);
        return handled.IsOk
            ? JsonResults.Json(new { handlers = handled.Value }, StatusCodes.Status202Accepted)
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, handled.Problems);
    }

    /// <summary>Of a repository; hooks of organisations are looked for by themselves.</summary>
    private static string? HookOf(IHeaderDictionary headers) =>
        headers["X-GitHub-Hook-Installation-Target-Type"] == "repository" ? headers["X-GitHub-Hook-ID"].ToString() : null;
}
