using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Makes a new task of an old one, with other values.</summary>
public sealed class ScaffolderRestartFunction(RestartTaskHandler handler)
{
    [Function(ScaffoldNames.RestartTask)]
    [RequiresRole(Role.Scaffolder)]
    public async Task<IActionResult> RestartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/tasks/{taskId}/restart")] HttpRequest request,
        string taskId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var key = request.Headers.TryGetValue("Idempotency-Key", out var written) ? written.ToString() : null;
        var outcome = TaskId.TryParse(taskId, out var id)
            ? await handler.HandleAsync(id, body.Value, key, request.HttpContext.GetCaller(), cancellationToken)
            : new CreateTaskOutcome.Refused(StatusCodes.Status404NotFound, [ScaffolderTaskFunctions.NotFound(taskId)]);
        return await CreateTaskAnswers.AnswerAsync(request, client, outcome, cancellationToken);
    }
}
