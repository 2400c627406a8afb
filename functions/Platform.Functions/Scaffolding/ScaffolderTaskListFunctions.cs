using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Shows tasks by the page.</summary>
public sealed class ScaffolderTaskListFunctions(ITaskStore tasks)
{
    [Function(ScaffoldNames.ListTasks)]
    [RequiresRole(Role.Reader)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = TaskListQuery.Parse(name => request.Query[name]);
        if (!query.IsOk)
        {
            return ProblemResults.From(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        var page = await tasks.ListAsync(query.Value, cancellationToken);
        return JsonResults.Json(new { tasks = page.Tasks.Select(TaskView.Of), totalTasks = page.Total });
    }
}
