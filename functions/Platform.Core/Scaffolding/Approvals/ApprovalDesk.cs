using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Approvals;

/// <summary>What came of a decision.</summary>
public abstract record DecisionOutcome
{
    /// <summary>It stands, now or since before; the task has to be told.</summary>
    public sealed record Decided(Approval Approval, string Instance) : DecisionOutcome;

    public sealed record Unknown : DecisionOutcome;

    /// <summary>The caller may not decide.</summary>
    public sealed record Forbidden(Problem Problem) : DecisionOutcome;

    /// <summary>There is nothing to decide any more.</summary>
    public sealed record TooLate(Problem Problem) : DecisionOutcome;
}

/// <summary>
/// Takes decisions: of a member of a group that was asked, who is not the one who wants the task. The first decision stands;
/// who says the same again hears the same again.
/// </summary>
public sealed class ApprovalDesk(
    IApprovals approvals, ITaskStore tasks, IEventLog events, GroupMembership membership, TimeProvider clock)
{
    public async Task<DecisionOutcome> DecideAsync(
        TaskId id, string approvalId, bool approves, string? comment, Caller caller, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is not { } task
            || await approvals.FindAsync(id, approvalId, cancellationToken) is not { } asked)
        {
            return new DecisionOutcome.Unknown();
        }

        if (await RefusalAsync(task, asked, caller, cancellationToken) is { } refusal)
        {
            return new DecisionOutcome.Forbidden(refusal);
        }

        var isOver = task.HasEnded || task.CancelRequested || task.Run != asked.TaskRun;
        if (asked.State == ApprovalState.Pending && isOver)
        {
            return new DecisionOutcome.TooLate(new(
                "approval-not-open", $"Task {id} doesn't wait for this approval any more.", "approvalId", approvalId,
                "an approval that a running task waits for"));
        }

        var now = clock.GetUtcNow();
        var decision = new ApprovalDecision(approves, caller.Subject, caller.Name, comment, now);
        var approval = await approvals.ChangeAsync(
            id, approvalId, found => found.Expire(now).Decide(decision), cancellationToken);
        if (approval.Decision is not { } made)
        {
            return new DecisionOutcome.TooLate(new(
                "approval-expired", $"The approval expired at {approval.ExpiresAt:u}.", "approvalId", approvalId,
                "an approval that has not expired"));
        }

        if (made.By != decision.By || made.Approves != approves)
        {
            return new DecisionOutcome.TooLate(new(
                "approval-decided", $"It was decided before: {ApprovalEvents.Sentence(approval)}", "approvalId", approvalId,
                "an approval that nobody has decided"));
        }

        await events.AppendAsync(id, [ApprovalEvents.Decided(approval)], cancellationToken);
        return new DecisionOutcome.Decided(approval, ScaffoldTask.InstanceOf(id, approval.TaskRun));
    }

    private async Task<Problem?> RefusalAsync(
        ScaffoldTask task, Approval asked, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Id == task.CreatedBy || caller.Subject == asked.RequestedBy)
        {
            return new(
                "approval-own-request", "Who asks for a task can't approve it.", Value: caller.Subject,
                Expected: "somebody else");
        }

        foreach (var group in asked.Groups)
        {
            if (await membership.IsMemberWithinAsync(caller, group, cancellationToken))
            {
                return null;
            }
        }

        var groups = string.Join(" or ", asked.Groups.Select(group => group.Canonical));
        return new(
            "approval-not-yours", $"Only members of {groups} decide this.", Value: caller.Subject,
            Expected: $"a member of {groups}");
    }
}
