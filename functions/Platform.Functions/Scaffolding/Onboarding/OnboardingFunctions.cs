using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Onboarding;

/// <summary>Tells how long services take from the request to their users.</summary>
[RequiresRole(Role.Reader)]
public sealed class OnboardingFunctions(ITaskStore tasks, OnboardingReading reading, TimeProvider clock)
{
    [Function(ScaffoldNames.TaskOnboarding)]
    public async Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}/onboarding")]
        HttpRequest request,
        string taskId,
        CancellationToken cancellationToken) =>
        TaskId.TryParse(taskId, out var id) && await tasks.FindAsync(id, cancellationToken) is { } task
            ? JsonResults.Json(await reading.OfAsync(task, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId));

    [Function(ScaffoldNames.Onboarding)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/onboarding")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var asked = OnboardingWindow.Parse(name => request.Query[name], clock.GetUtcNow());
        return asked.IsOk
            ? JsonResults.Json(await reading.InAsync(
                asked.Value.From, asked.Value.To, asked.Value.Template, cancellationToken))
            : ProblemResults.From(request, StatusCodes.Status400BadRequest, asked.Problems);
    }
}
