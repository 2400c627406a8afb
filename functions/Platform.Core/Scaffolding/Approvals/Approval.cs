using System.Text.Json.Serialization;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Approvals;

[JsonConverter(typeof(JsonStringEnumConverter<ApprovalState>))]
public enum ApprovalState
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("rejected")]
    Rejected,

    [JsonStringEnumMemberName("expired")]
    Expired,
}

[JsonConverter(typeof(JsonStringEnumConverter<ExpiryOutcome>))]
public enum ExpiryOutcome
{
    /// <summary>The task fails because nobody decided.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>As if somebody had said no.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,

    /// <summary>As if somebody had said yes; only where the template says so.</summary>
    [JsonStringEnumMemberName("approve")]
    Approve,
}

/// <summary>A question to a group that a step of a task waits for. It is decided once.</summary>
/// <param name="TaskRun">The run of the task that asked; another run asks anew.</param>
/// <param name="Groups">A member of any of them may decide.</param>
/// <param name="RequestedBy">Who wants the task, and hence may not decide.</param>
public sealed record Approval(
    string Id,
    TaskId TaskId,
    int TaskRun,
    string StepId,
    IReadOnlyList<EntityRef> Groups,
    string Message,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    ExpiryOutcome OnExpiry,
    ApprovalState State = ApprovalState.Pending,
    ApprovalDecision? Decision = null)
{
    /// <value>The event that tells the task.</value>
    public string Event => $"approval/{Id}";

    /// <summary>The same for every repetition of the step's turn; fit for a URL.</summary>
    public static string IdFor(int taskRun, string stepKey) => ContentHash.Of($"{taskRun}\n{stepKey}")[..16];

    public Approval Decide(ApprovalDecision decision) => State == ApprovalState.Pending
        ? this with { State = decision.Approves ? ApprovalState.Approved : ApprovalState.Rejected, Decision = decision }
        : this;

    public Approval Expire(DateTimeOffset now) =>
        State == ApprovalState.Pending && now >= ExpiresAt ? this with { State = ApprovalState.Expired } : this;
}

/// <param name="By">See <see cref="Caller.Subject"/>.</param>
/// <param name="Name">For people.</param>
public sealed record ApprovalDecision(bool Approves, string By, string Name, string? Comment, DateTimeOffset At);

public interface IApprovals
{
    /// <summary>Asks, unless it was asked before.</summary>
    /// <returns>What was asked first.</returns>
    Task<Approval> AskAsync(Approval approval, CancellationToken cancellationToken);

    Task<Approval?> FindAsync(TaskId task, string id, CancellationToken cancellationToken);

    /// <summary>In the order in which they were asked.</summary>
    Task<IReadOnlyList<Approval>> ListAsync(TaskId task, CancellationToken cancellationToken);

    /// <summary>Applies a change to the newest state, again if someone else was faster.</summary>
    Task<Approval> ChangeAsync(
        TaskId task, string id, Func<Approval, Approval> change, CancellationToken cancellationToken);
}
