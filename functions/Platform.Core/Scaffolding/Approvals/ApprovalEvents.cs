using System.Globalization;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Approvals;

/// <summary>What a task's log says of its approvals.</summary>
public static class ApprovalEvents
{
    public static TaskEventDraft Decided(Approval approval) =>
        new($"approval/{approval.Id}/decided", new(Sentence(approval), approval.StepId));

    public static TaskEventDraft Expired(Approval approval) => new(
        $"approval/{approval.Id}/expired",
        new(
            string.Create(CultureInfo.InvariantCulture, $"Nobody decided until {approval.ExpiresAt:u}"), approval.StepId));

    /// <summary>Of one that was decided.</summary>
    public static string Sentence(Approval approval)
    {
        var decision = approval.Decision!;
        var name = decision.Name == decision.By ? decision.By : $"{decision.Name} ({decision.By})";
        var comment = decision.Comment is { Length: > 0 } said ? $": {said}" : string.Empty;
        return $"{(decision.Approves ? "Approved" : "Rejected")} by {name}{comment}";
    }
}
