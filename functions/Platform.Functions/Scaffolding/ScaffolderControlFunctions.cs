using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Stops tasks and takes them up again.</summary>
[RequiresRole(Role.Scaffolder)]
public sealed class ScaffolderControlFunctions(TaskControl control, TaskSecretIntake secrets)
{
    [Function(ScaffoldNames.CancelTask)]
    public async Task<IActionResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/tasks/{taskId}/cancel")] HttpRequest request,
        string taskId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ControlAnswer.Of(
            request,
            taskId,
            TaskId.TryParse(taskId, out var id)
                ? await control.CancelAsync(client, id, request.HttpContext.GetCaller(), cancellationToken)
                : new ControlOutcome.Unknown(),
            // Backstage's word for it, also while what was made is taken back.
            _ => JsonResults.Json(new { status = ScaffoldTaskStatus.Cancelled }));

    /// <summary>A body is only needed for secrets: they were wiped when the task ended.</summary>
    [Function(ScaffoldNames.RetryTask)]
    public async Task<IActionResult> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/tasks/{taskId}/retry")] HttpRequest request,
        string taskId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadOptionalObjectAsync(request, cancellationToken);
        var id = TaskId.TryParse(taskId, out var parsed) ? parsed : null;
        var problems = !body.IsOk ? body.Problems : await secrets.KeepAgainAsync(id, body.Value["secrets"], cancellationToken);
        return problems.Count > 0
            ? ProblemResults.From(request, RequestBody.StatusOf(problems), problems)
            : ControlAnswer.Of(
                request,
                taskId,
                id is null
                    ? new ControlOutcome.Unknown()
                    : await control.RetryAsync(client, id, request.HttpContext.GetCaller(), cancellationToken),
                done => JsonResults.Json(new { id = done.Task.Id }, StatusCodes.Status201Created));
    }
}
