using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Approvals;

/// <summary>
/// <c>approval:wait</c>: asks a group and waits, for days if need be: by a durable event, so waiting costs nothing, and
/// without a slot of the task's template. Nothing that is written after it begins before the answer.
/// </summary>
public sealed class ApprovalAction(
    IApprovals approvals, IEventLog events, AuditTrail audit, TaskWatches watches, TimeProvider clock)
    : IScaffoldAction
{
    private const string Answer = "answer";

    private static readonly TimeSpan UsualPatience = TimeSpan.FromDays(7);
    private static readonly TimeSpan MostPatience = TimeSpan.FromDays(90);

    /// <summary>
    /// The decision is told to the task; should that get lost, it looks for itself: soon at first, then the less often the longer
    /// it waits, so that a week costs some eighty looks.
    /// </summary>
    private static readonly TimeSpan LookSoon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(6);

    private static readonly JsonObject Schema = ActionSchemas.Parse(
        """
        {
          "type": "object",
          "properties": {
            "group": { "type": "string", "minLength": 1, "description": "A reference of the group that decides." },
            "groups": {
              "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 },
              "description": "References of groups; a member of any of them decides."
            },
            "message": { "type": "string", "description": "What they are asked." },
            "expiresAfter": { "type": "string", "description": "ISO 8601, for example P3D; seven days when left out." },
            "onExpiry": {
              "enum": ["fail", "reject", "approve"], "description": "What becomes of it when nobody decides; fail when left out."
            }
          },
          "anyOf": [{ "required": ["group"] }, { "required": ["groups"] }]
        }
        """);

    public string Id => "approval:wait";

    public string Description => "Asks a group whether the task may go on, and waits for the answer.";

    public IReadOnlyList<ActionExample> Examples =>
    [
        new("Ask the platform team; three days without an answer are a no.",
            """
            steps:
              - id: approve
                name: Approve
                action: approval:wait
                input:
                  group: group:default/platform-team
                  message: A new service costs about 40 EUR a month.
                  expiresAfter: P3D
                  onExpiry: reject
            """),
    ];

    public JsonObject InputSchema => Schema;

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        {
          "decision": { "enum": ["approved"] },
          "decidedBy": { "type": "string" },
          "comment": { "type": "string" },
          "decidedAt": { "type": "string" }
        }
        """);

    /// <value>Whoever may decide reads all of it.</value>
    public IReadOnlyList<string>? SecretInputs => [];

    public WorkspaceUse Workspace => WorkspaceUse.None;

    public bool IsGate => true;

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken) =>
        call.Stage switch
        {
            ActionCall.Start => await AskAsync(task, call, cancellationToken),
            Answer => await AnswerAsync(task, call, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };

    public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var asked = Read(task, call);
        return Task.FromResult(asked.IsOk
            ? ActionTurn.Done(ActionSchemas.ExampleOf(OutputSchema))
                .Saying($"Would wait for the approval of {GroupsOf(asked.Value)}")
            : ActionTurn.Failed(asked.Problems));
    }

    public Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Id} makes nothing.");

    private async Task<ActionTurn> AskAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var read = Read(task, call);
        if (!read.IsOk)
        {
            return ActionTurn.Failed(read.Problems);
        }

        var asked = await approvals.AskAsync(read.Value, cancellationToken);
        await watches.ApprovalAsync(asked, cancellationToken);
        var question = asked.Message.Length > 0 ? $": {asked.Message}" : string.Empty;
        return WaitFor(asked).Saying($"Waiting for the approval of {GroupsOf(asked)} until {asked.ExpiresAt:u}{question}");
    }

    private async Task<ActionTurn> AnswerAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var id = Approval.IdFor(task.Run, call.Step.Key);
        var approval = await approvals.ChangeAsync(
            task.Id, id, found => found.Expire(clock.GetUtcNow()), cancellationToken);
        var decision = approval.Decision;
        if (approval.State != ApprovalState.Pending)
        {
            await watches.ApprovalAsync(approval, cancellationToken);
        }

        switch (approval.State)
        {
            case ApprovalState.Pending:
                return WaitFor(approval);
            case ApprovalState.Approved:
                return Done(decision!.By, decision.Comment, decision.At);
            case ApprovalState.Rejected:
                return ActionTurn.Failed(new Problem(
                    "approval-rejected", ApprovalEvents.Sentence(approval), $"steps.{call.Step.Id}", Expected: "an approval"));
        }

        await events.AppendAsync(task.Id, [ApprovalEvents.Expired(approval)], cancellationToken);
        await audit.RecordAsync(
            Id, "approval expired", approval.Id, [task.Id.Value],
            approval.OnExpiry == ExpiryOutcome.Approve ? AuditOutcome.Succeeded : AuditOutcome.Refused,
            $"{approval.OnExpiry}".ToLowerInvariant(), cancellationToken);
        return approval.OnExpiry switch
        {
            ExpiryOutcome.Approve => Done("nobody", comment: null, approval.ExpiresAt),
            ExpiryOutcome.Reject => ActionTurn.Failed(new Problem(
                "approval-rejected", $"Nobody of {GroupsOf(approval)} decided in time, which is a no.",
                $"steps.{call.Step.Id}", Expected: "an approval")),
            _ => ActionTurn.Failed(new Problem(
                "approval-expired", $"Nobody of {GroupsOf(approval)} decided in time.", $"steps.{call.Step.Id}",
                Expected: "a decision")),
        };
    }

    private static ActionTurn Done(string by, string? comment, DateTimeOffset at) =>
        ActionTurn.Done(new { decision = "approved", decidedBy = by, comment = comment ?? string.Empty, decidedAt = at });

    private ActionTurn WaitFor(Approval approval)
    {
        var now = clock.GetUtcNow();
        var left = approval.ExpiresAt - now;
        var look = TimeSpan.FromTicks(
            Math.Clamp((now - approval.RequestedAt).Ticks / 10, LookSoon.Ticks, LookAgain.Ticks));
        var wait = left < TimeSpan.Zero ? TimeSpan.Zero : left < look ? left : look;
        return ActionTurn.Wait(approval.Event, wait, Answer) with { Idle = true };
    }

    private Result<Approval> Read(ScaffoldTask task, ActionCall call)
    {
        var written = call.Input["groups"] is JsonArray list
            ? list.Select(item => item!.GetValue<string>()).ToList()
            : [];
        written.AddRange(call.Input["group"]?.GetValue<string>() is { } one ? [one] : []);
        var problems = new List<Problem>();
        var groups = new List<EntityRef>();
        foreach (var text in written)
        {
            if (EntityRef.TryParse(text, out var group, defaultKind: "group")
                && group.Kind.Equals("group", StringComparison.OrdinalIgnoreCase))
            {
                groups.Add(group);
            }
            else
            {
                problems.Add(new("approval-group-invalid", $"'{text}' is no group.", "group", text, "a reference of a group"));
            }
        }

        var patience = call.Input["expiresAfter"]?.GetValue<string>() is { } length
            ? IsoDuration.ParseOrNull(length)
            : UsualPatience;
        if (patience is null || patience > MostPatience)
        {
            problems.Add(new(
                "approval-expiry-invalid", "An approval can't wait that long.", "expiresAfter",
                call.Input["expiresAfter"]?.DeepClone(), $"an ISO 8601 length of time of at most {MostPatience.TotalDays} days"));
        }

        if (problems.Count > 0)
        {
            return Result<Approval>.Failed(problems);
        }

        var now = clock.GetUtcNow();
        return new Approval(
            Approval.IdFor(task.Run, call.Step.Key),
            task.Id,
            task.Run,
            call.Step.Id,
            [.. groups.Distinct()],
            call.Input["message"]?.GetValue<string>() ?? string.Empty,
            task.Spec.User.Ref,
            now,
            now + patience!.Value,
            Enum.Parse<ExpiryOutcome>(call.Input["onExpiry"]?.GetValue<string>() ?? "fail", ignoreCase: true));
    }

    private static string GroupsOf(Approval approval) =>
        string.Join(" or ", approval.Groups.Select(group => group.Canonical));
}
