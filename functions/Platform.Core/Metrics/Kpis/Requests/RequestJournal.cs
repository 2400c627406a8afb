using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Approvals;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Metrics.Kpis.Requests;

/// <summary>
/// Tells what the platform's own scaffolds and approvals are as requests: through the one way in for events, with ids that are
/// the same for every repetition. Canaries are nobody's request.
/// </summary>
public sealed class RequestJournal(EventIntake intake, IApprovals approvals, IEventLog events) : ITaskWatch
{
    public const string Source = "/platform/scaffolder";

    private const string Channel = "platform";

    public Task OnBegunAsync(ScaffoldTask task, CancellationToken cancellationToken) => task.Spec.TakeBack
        ? Task.CompletedTask
        : TellAsync([Event(EventTypes.RequestOpened, $"{task.Id}/opened", task.Id.Value, task.CreatedAt, About(task))],
            cancellationToken);

    public async Task OnEndedAsync(ScaffoldTask task, CancellationToken cancellationToken)
    {
        if (task.Spec.TakeBack)
        {
            return;
        }

        var asked = await approvals.ListAsync(task.Id, cancellationToken);
        var about = About(task);
        about["humanAction"] = asked.Any(approval => approval.Decision is not null);
        about["verification"] = VerificationOf(await events.ReadAsync(task.Id, 0, cancellationToken));
        var (name, ending) = task.Status switch
        {
            ScaffoldTaskStatus.Completed => (EventTypes.RequestCompleted, (string?)null),
            ScaffoldTaskStatus.Failed => (EventTypes.RequestCancelled, "failed"),
            _ => (EventTypes.RequestCancelled, "withdrawn"),
        };
        about["ending"] = ending;
        List<JsonObject> told =
        [
            Event(EventTypes.RequestOpened, $"{task.Id}/opened", task.Id.Value, task.CreatedAt, About(task)),
            Event(name, $"{task.Id}/{task.Run}/ended", task.Id.Value, task.ChangedAt, about),
        ];
        foreach (var approval in asked)
        {
            told.Add(Asked(approval));
            told.Add(Answered(approval) ?? Cancelled(approval, "withdrawn", task.ChangedAt));
        }

        await TellAsync(told, cancellationToken);
    }

    public Task OnApprovalAsync(Approval approval, CancellationToken cancellationToken) =>
        TellAsync([.. new[] { Asked(approval), Answered(approval) }.OfType<JsonObject>()], cancellationToken);

    private static JsonObject About(ScaffoldTask task) => new()
    {
        ["kind"] = "scaffold",
        ["channel"] = Channel,
        ["template"] = task.Spec.TemplateInfo.EntityRef.Canonical,
        ["team"] = TextOf(task.Spec.Parameters["owner"]),
        ["system"] = TextOf(task.Spec.Parameters["system"]),
    };

    private static JsonObject Asked(Approval approval) => Event(
        EventTypes.RequestOpened, $"{IdOf(approval)}/opened", IdOf(approval), approval.RequestedAt, About(approval));

    private static JsonObject? Answered(Approval approval)
    {
        switch (approval)
        {
            case { Decision: { } decision }:
                var about = About(approval);
                about["humanAction"] = true;
                return Event(EventTypes.RequestCompleted, $"{IdOf(approval)}/ended", IdOf(approval), decision.At, about);
            case { State: ApprovalState.Expired }:
                return Cancelled(approval, "expired", approval.ExpiresAt);
            default:
                return null;
        }
    }

    private static JsonObject Cancelled(Approval approval, string ending, DateTimeOffset at)
    {
        var about = About(approval);
        about["ending"] = ending;
        about["humanAction"] = false;
        return Event(EventTypes.RequestCancelled, $"{IdOf(approval)}/ended", IdOf(approval), at, about);
    }

    private static JsonObject About(Approval approval) => new()
    {
        ["kind"] = "approval",
        ["channel"] = Channel,
        ["parent"] = approval.TaskId.Value,
    };

    private static string IdOf(Approval approval) => $"{approval.TaskId}/approval/{approval.Id}";

    private static string? VerificationOf(IReadOnlyList<TaskEvent> told) =>
        told.LastOrDefault(one => one.Body.StepId == VerifyFirstRunAction.StepId
                && one.Body.Status is not (null or StepStatus.Processing))
            ?.Body switch
        {
            { Status: StepStatus.Completed } body => $"{body.Output?["conclusion"]}" == "success" ? "passed" : "skipped",
            { Status: StepStatus.Failed } => "failed",
            { Status: StepStatus.Skipped } => "skipped",
            _ => null,
        };

    private static string? TextOf(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<string>(out var found) && found.Length is > 0 and <= 500 ? found : null;

    private static JsonObject Event(string name, string id, string subject, DateTimeOffset at, JsonObject custom) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = Source,
        ["type"] = $"dev.cdeventsx.{name}.0.1.0",
        ["data"] = new JsonObject
        {
            ["context"] = new JsonObject
            {
                ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
            },
            ["subject"] = new JsonObject { ["id"] = subject, ["content"] = new JsonObject() },
            ["customData"] = custom,
        },
    };

    private async Task TellAsync(IReadOnlyList<JsonObject> told, CancellationToken cancellationToken)
    {
        var items = EventBatch.Read(Encoding.UTF8.GetBytes(new JsonArray([.. told]).ToJsonString(PlatformJson.Options)));
        foreach (var answer in await intake.TakeAsync(items.Value!, cancellationToken))
        {
            if (answer is { Outcome: EventOutcome.Refused, Problems: [{ Code: not EventIntake.IdReused } problem, ..] })
            {
                throw new InvalidOperationException($"An event of a request can't be read: {problem}");
            }
        }
    }
}
