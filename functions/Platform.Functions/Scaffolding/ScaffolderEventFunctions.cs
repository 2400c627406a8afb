using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Tells a task's story, as a long poll and as a stream.</summary>
[RequiresRole(Role.Reader)]
public sealed class ScaffolderEventFunctions(ITaskStore tasks, IEventLog events, EventFollower follower, EventStream stream)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Function(ScaffoldNames.ListEvents)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}/events")] HttpRequest request,
        string taskId,
        CancellationToken cancellationToken)
    {
        var seen = LastSeenEvent.Of(request);
        if (!seen.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, seen.Problems);
        }

        return await FindAsync(taskId, cancellationToken) is { } task
            ? JsonResults.Json(await follower.WaitAsync(task, seen.Value, Patience, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId));
    }

    [Function(ScaffoldNames.StreamEvents)]
    public async Task<IActionResult> StreamAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}/eventstream")]
        HttpRequest request,
        string taskId,
        CancellationToken cancellationToken)
    {
        var seen = LastSeenEvent.OfReconnecting(request);
        if (!seen.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, seen.Problems);
        }

        if (await FindAsync(taskId, cancellationToken) is not { } task)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId));
        }

        await stream.WriteAsync(request.HttpContext.Response, task, seen.Value, cancellationToken);
        return new EmptyResult();
    }

    private async Task<TaskId?> FindAsync(string taskId, CancellationToken cancellationToken) =>
        TaskId.TryParse(taskId, out var id)
        && (events.Recall(id, after: 0) is { Count: > 0 } || await tasks.FindAsync(id, cancellationToken) is not null)
            ? id : null;
}
