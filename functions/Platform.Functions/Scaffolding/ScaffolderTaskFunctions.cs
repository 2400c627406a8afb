using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Makes tasks and shows them.</summary>
public sealed class ScaffolderTaskFunctions(CreateTaskHandler handler, ITaskStore tasks)
{
    [Function(ScaffoldNames.CreateTask)]
    [RequiresRole(Role.Scaffolder)]
    public async Task<IActionResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var key = request.Headers.TryGetValue("Idempotency-Key", out var written) ? written.ToString() : null;
        var outcome = await handler.HandleAsync(body.Value, key, request.HttpContext.GetCaller(), cancellationToken);
        return await CreateTaskAnswers.AnswerAsync(request, client, outcome, cancellationToken);
    }

    [Function(ScaffoldNames.GetTask)]
    [RequiresRole(Role.Reader)]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}")] HttpRequest request,
        string taskId,
        CancellationToken cancellationToken) =>
        TaskId.TryParse(taskId, out var id) && await tasks.FindAsync(id, cancellationToken) is { } task
            ? JsonResults.Json(TaskView.Of(task))
            : ProblemResults.From(request, StatusCodes.Status404NotFound, NotFound(taskId));

    internal static Problem NotFound(string taskId) =>
        new("task-not-found", $"There is no task '{taskId}'.", "taskId", taskId, "the id of a task");
}
