using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Approvals;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>The body of a decision: <c>{"decision": "approve" | "reject", "comment": "..."}</c>.</summary>
internal sealed record ApprovalRequest(bool Approves, string? Comment)
{
    private const int LongestComment = 2_000;

    public static async Task<Result<ApprovalRequest>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return body.IsOk ? Read(body.Value) : Result<ApprovalRequest>.Failed(body.Problems);
    }

    private static Result<ApprovalRequest> Read(JsonObject body)
    {
        var checks = new FieldChecks();
        var decision = checks.Text(
            body, string.Empty, "decision", required: true, text => text is "approve" or "reject", "'approve' or 'reject'");
        var comment = checks.Text(
            body, string.Empty, "comment", format: text => text.Length <= LongestComment,
            expected: $"a text of at most {LongestComment} characters");
        return checks.IsClean
            ? new ApprovalRequest(decision == "approve", comment)
            : Result<ApprovalRequest>.Failed(checks.Problems);
    }
}

internal static class ApprovalAnswers
{
    /// <summary>The task is told each time, so that a decision whose telling got lost is told when it is said again.</summary>
    public static async Task<IActionResult> AnswerAsync(
        HttpRequest request, DurableTaskClient client, DecisionOutcome outcome, string approvalId,
        CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case DecisionOutcome.Decided decided:
                await client.RaiseEventAsync(decided.Instance, decided.Approval.Event, decided.Approval.Id, cancellationToken);
                return JsonResults.Json(decided.Approval);
            case DecisionOutcome.Forbidden forbidden:
                return ProblemResults.From(request, StatusCodes.Status403Forbidden, forbidden.Problem);
            case DecisionOutcome.TooLate late:
                return ProblemResults.From(request, StatusCodes.Status409Conflict, late.Problem);
            default:
                return ProblemResults.From(request, StatusCodes.Status404NotFound, new Problem(
                    "approval-not-found", $"There is no approval '{approvalId}' of this task.", "approvalId", approvalId,
                    "the id of an approval of the task"));
        }
    }
}
