using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// A restart is a request for a task of the same template as it is now: the given values over those of the old task. The new
/// task names the old one, which stays as it is.
/// </summary>
public sealed class RestartTaskHandler(ITaskStore tasks, CreateTaskHandler create)
{
    private static readonly string[] Known = ["values", "secrets", "keepOnFailure"];

    public async Task<CreateTaskOutcome> HandleAsync(
        TaskId id, JsonObject body, string? idempotencyKey, Caller caller, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is not { } task)
        {
            return new CreateTaskOutcome.Refused(
                StatusCodes.Status404NotFound, [ScaffolderTaskFunctions.NotFound(id.Value)]);
        }

        if (!task.HasEnded)
        {
            return new CreateTaskOutcome.Refused(StatusCodes.Status409Conflict, [new(
                "task-not-ended", $"Task {id} has not ended; cancel it before it is started again.", "taskId", id.Value,
                "a task that has ended")]);
        }

        var request = new JsonObject
        {
            ["templateRef"] = task.Spec.TemplateInfo.EntityRef.Canonical,
            ["values"] = Overlay(task.Spec.Parameters, body["values"]),
            ["keepOnFailure"] = body["keepOnFailure"]?.DeepClone() ?? task.Spec.KeepOnFailure,
        };
        foreach (var (name, value) in body.Where(field => field.Key == "secrets" || !Known.Contains(field.Key)))
        {
            request[name] = value?.DeepClone();
        }

        return await create.HandleAsync(request, idempotencyKey, caller, cancellationToken, restartOf: id);
    }

    private static JsonNode? Overlay(JsonObject old, JsonNode? given)
    {
        if (given is not (null or JsonObject))
        {
            return given.DeepClone();
        }

        var values = old.DeepClone().AsObject();
        foreach (var (name, value) in given as JsonObject ?? [])
        {
            values[name] = value?.DeepClone();
        }

        return values;
    }
}
