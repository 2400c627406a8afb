using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

internal static class CreateTaskAnswers
{
    /// <summary>Starts what was made, and says so.</summary>
    public static async Task<IActionResult> AnswerAsync(
        HttpRequest request, DurableTaskClient client, CreateTaskOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case CreateTaskOutcome.Accepted accepted:
                await (accepted.IsNew
                    ? TaskStarter.StartAsync(client, accepted.TaskId, cancellationToken)
                    : TaskStarter.EnsureStartedAsync(client, accepted.TaskId, cancellationToken));
                request.HttpContext.AddAuditSubjects(accepted.TaskId.Value);
                return JsonResults.Json(new { id = accepted.TaskId }, StatusCodes.Status201Created);
            case CreateTaskOutcome.InvalidValues invalid:
                return ValueErrorView.Answer(invalid.Problems);
            case CreateTaskOutcome.Refused refused:
                return ProblemResults.From(request, refused.Status, refused.Problems);
            default:
                throw new InvalidOperationException($"{outcome} has no answer.");
        }
    }
}
