using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Approvals;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>What tasks ask groups, and what they answer.</summary>
public sealed class ScaffolderApprovalFunctions(ApprovalDesk desk, IApprovals approvals)
{
    [Function(ScaffoldNames.ListApprovals)]
    [RequiresRole(Role.Reader)]
    public async Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scaffolder/v2/tasks/{taskId}/approvals")] HttpRequest request,
        string taskId,
        CancellationToken cancellationToken) =>
        TaskId.TryParse(taskId, out var id)
            ? JsonResults.Json(new { approvals = await approvals.ListAsync(id, cancellationToken) })
            : ProblemResults.From(request, StatusCodes.Status404NotFound, ScaffolderTaskFunctions.NotFound(taskId));

    [Function(ScaffoldNames.DecideApproval)]
    [RequiresRole(Role.Approver)]
    public async Task<IActionResult> DecideAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scaffolder/v2/tasks/{taskId}/approvals/{approvalId}")]
        HttpRequest request,
        string taskId,
        string approvalId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var body = await ApprovalRequest.ReadAsync(request, cancellationToken);
        if (!body.IsOk)
        {
            return ProblemResults.From(request, RequestBody.StatusOf(body.Problems), body.Problems);
        }

        var outcome = TaskId.TryParse(taskId, out var id)
            ? await desk.DecideAsync(
                id, approvalId, body.Value.Approves, body.Value.Comment, request.HttpContext.GetCaller(), cancellationToken)
            : new DecisionOutcome.Unknown();
        return await ApprovalAnswers.AnswerAsync(request, client, outcome, approvalId, cancellationToken);
    }
}
