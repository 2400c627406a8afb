using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Tells a task's story, as a long poll and as a stream.</summary>
[RequiresRole(Role.Reader)]
public sealed class ScaffolderEventFunctions(ITaskStore tasks, EventFollower follower, EventStream stream)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Function(ScaffoldNames.ListEvents)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}/events")] HttpRequest request,
        string taskId,
        CancellationToken cancellationToken)
    {
        if (!TryReadAfter(request.Query["after"], out var after))
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, AfterInvalid(request.Query["after"]));
        }

        return await FindAsync(taskId, cancellationToken) is { } task
            ? JsonResults.Json(await follower.WaitAsync(task, after, Patience, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId));
    }

    [Function(ScaffoldNames.StreamEvents)]
    public async Task<IActionResult> StreamAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}/eventstream")] HttpRequest request,
        string taskId,
        CancellationToken cancellationToken)
    {
        // A browser that reconnects sends what it had last; that is newer than the address it was given at first.
        var last = request.Headers.TryGetValue("Last-Event-ID", out var header) ? header.ToString() : request.Query["after"].ToString();
        if (!TryReadAfter(last, out var after))
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, AfterInvalid(last));
        }

        if (await FindAsync(taskId, cancellationToken) is not { } task)
        {
            return ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId));
        }

        await stream.WriteAsync(request.HttpContext.Response, task, after, cancellationToken);
        return new EmptyResult();
    }

    private async Task<TaskId?> FindAsync(string taskId, CancellationToken cancellationToken) =>
        TaskId.TryParse(taskId, out var id) && await tasks.FindAsync(id, cancellationToken) is not null ? id : null;

    private static bool TryReadAfter(string? text, out long after)
    {
        after = 0;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }

    private static Problem AfterInvalid(string? text) =>
        new("after-invalid", $"'{text}' is no event id.", "after", text, "a whole number, the id of the last event seen");
}
