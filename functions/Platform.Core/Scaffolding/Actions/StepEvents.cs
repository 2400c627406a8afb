using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>The events that a task's steps leave, with their keys: one of each kind for a step, whatever was
/// repeated.</summary>
public static class StepEvents
{
    /// <summary>Of the event that every task's log begins with.</summary>
    public const string CreatedKey = "task/created";

    public static TaskEventDraft Created(ScaffoldTask task) =>
        new(
            CreatedKey,
            new(
                task.Spec.RestartOf is { } other
                    ? $"Task created from {task.Spec.TemplateInfo.EntityRef} as a restart of task {other}"
                    : $"Task created from {task.Spec.TemplateInfo.EntityRef}",
                Percent: 0));

    public static TaskEventDraft Recovered(ScaffoldTask task, string? by = null) => new(
        KeyOf(task, "recovered"),
        new(by is null ? "Trying again" : $"Trying again, as {by} asked for", Percent: 0),
        TaskEventType.Recovered);

    /// <summary>The end of a run, for when nobody has said more of it.</summary>
    public static TaskEventDraft Ended(ScaffoldTask task) => task.Status == ScaffoldTaskStatus.Cancelled
        ? TaskCancelled(task, task.ChangedAt)
        : TaskFailed(task, [new("task-failed", "It did not say why.")], task.ChangedAt);

    public static TaskEventDraft CancelRequested(ScaffoldTask task) => new(
        KeyOf(task, "task/cancel"), new($"Cancelling, as {task.CancelRequestedBy} asked for"));

    public static TaskEventDraft Begun(StepRun step) => new(
        KeyOf(step, "processing"),
        new($"Beginning step {step.Name}", step.Id, StepStatus.Processing, Percent(step.Index, step.Count)));

    public static TaskEventDraft Skipped(StepRun step) => new(
        KeyOf(step, "skipped"),
        new(
            $"Skipped step {step.Name}: its condition is false", step.Id, StepStatus.Skipped,
            Percent(step.Index + 1, step.Count)));

    public static TaskEventDraft Completed(StepRun step, JsonObject? output, DateTimeOffset now) => new(
        KeyOf(step, "completed"),
        new(
            $"Finished step {step.Name}", step.Id, StepStatus.Completed, Percent(step.Index + 1, step.Count),
            Math.Round((now - step.StartedAt).TotalSeconds, 3), output));

    public static TaskEventDraft Failed(StepRun step, IReadOnlyList<Problem> problems, DateTimeOffset now) => new(
        KeyOf(step, "failed"),
        new(
            $"Step {step.Name} failed: {Sentences(problems)}", step.Id, StepStatus.Failed, Percent(step.Index, step.Count),
            Math.Round((now - step.StartedAt).TotalSeconds, 3), Error: ErrorOf(problems)));

    public static TaskEventDraft Undone(UndoCall call, UndoReport report) => new(
        KeyOf(call.TaskRun, report.Again is null
            ? $"{call.Run}/undone"
            : string.Create(CultureInfo.InvariantCulture, $"{call.Run}/undo/{call.Attempt}")),
        new(report.Message, call.StepId));

    public static TaskEventDraft Note(string key, string message) => new(key, new(message));

    /// <summary>The step was on its way when the task had to end.</summary>
    public static TaskEventDraft Stopped(StepRun step, DateTimeOffset now) => new(
        KeyOf(step, "stopped"),
        new(
            $"Stopped step {step.Name}", step.Id, StepStatus.Cancelled, Percent(step.Index, step.Count),
            Math.Round((now - step.StartedAt).TotalSeconds, 3)));

    /// <summary>What the run before had done is not done again.</summary>
    public static TaskEventDraft Kept(ScaffoldTask task, KeptStep step, int done) => new(
        KeyOf(task, $"{step.Id}/kept"),
        new(
            $"Step {step.Name} was done before and stays", step.Id, StepStatus.Completed,
            Percent(done, task.Spec.Steps.Count + 1)));

    public static TaskEventDraft NotUndone(UndoCall call, IReadOnlyList<Problem> problems) => new(
        KeyOf(call.TaskRun, $"{call.Run}/not-undone"),
        new($"Could not take back {call.Run}: {Sentences(problems)}", call.StepId));

    public static TaskEventDraft Waiting(SlotCall call, int before) => new(
        $"{call.Limit.Queue}/{call.Holder}/{before}", new(call.Limit.Waiting(before), call.StepId));

    public static TaskEventDraft TaskCancelled(ScaffoldTask task, DateTimeOffset now) => new(
        KeyOf(task, "task/end"),
        new($"Task cancelled by {task.CancelRequestedBy}", Status: StepStatus.Cancelled, Seconds: SecondsOf(task, now)),
        TaskEventType.Cancelled);

    public static TaskEventDraft TaskCompleted(ScaffoldTask task, JsonObject output, DateTimeOffset now) => new(
        KeyOf(task, "task/end"),
        new("Task completed", Status: StepStatus.Completed, Percent: 100, Seconds: SecondsOf(task, now), Output: output),
        TaskEventType.Completion);

    public static TaskEventDraft TaskFailed(ScaffoldTask task, IReadOnlyList<Problem> problems, DateTimeOffset now) => new(
        KeyOf(task, "task/end"),
        new(
            $"Task failed: {Sentences(problems)}", Status: StepStatus.Failed, Seconds: SecondsOf(task, now),
            Error: ErrorOf(problems)),
        TaskEventType.Completion);

    /// <summary>A run that follows another says its own things.</summary>
    private static string KeyOf(ScaffoldTask task, string key) => KeyOf(task.Run, key);

    internal static string KeyOf(int run, string key) =>
        run == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"r{run}/{key}");

    private static string KeyOf(StepRun step, string what) => KeyOf(step.TaskRun, $"{step.Id}/{what}");

    private static TaskError ErrorOf(IReadOnlyList<Problem> problems) => new("Error", Sentences(problems), problems);

    private static string Sentences(IReadOnlyList<Problem> problems) => problems.Count <= 3
        ? string.Join(' ', problems.Select(
            problem => problem.Place is null ? problem.Message : $"{problem.Place}: {problem.Message}"))
        : string.Create(CultureInfo.InvariantCulture, $"{problems[0].Message} (and {problems.Count - 1} more)");

    private static int Percent(int done, int count) => count == 0 ? 0 : 100 * done / count;

    private static double SecondsOf(ScaffoldTask task, DateTimeOffset now) => Math.Round((now - task.CreatedAt).TotalSeconds, 3);
}
