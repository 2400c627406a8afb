using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// Writes down how a run of a task ended. Its secrets are wiped before anybody can see that it has ended: who tries again
/// brings them again, and a late wipe would take those. A word about a run that is no more changes nothing.
/// </summary>
public sealed class TaskEnding(
    ITaskStore tasks, IEventLog events, TurnSecrets secrets, IContentStore contents, TaskWatches watches, TimeProvider clock)
{
    public async Task CompleteAsync(ScaffoldTask task, int run, JsonObject output, CancellationToken cancellationToken)
    {
        if (task.Run != run)
        {
            return;
        }

        await secrets.WipeAsync(task, cancellationToken);
        var ended = await tasks.ChangeAsync(
            task.Id, found => found.Run == run ? found.Complete(clock) : found, cancellationToken);
        if (ended.Run == run)
        {
            await events.AppendAsync(
                task.Id, [StepEvents.TaskCompleted(ended, output, clock.GetUtcNow())], cancellationToken);
            await watches.EndedAsync(ended, cancellationToken);
        }
    }

    public async Task FailAsync(TaskFailure failure, CancellationToken cancellationToken)
    {
        if (await EndAsync(failure, (task, remains) => task.Fail(clock, remains), cancellationToken)
            is { Status: ScaffoldTaskStatus.Failed } task)
        {
            var now = clock.GetUtcNow();
            List<TaskEventDraft> drafts = failure.Step is { } step ? [StepEvents.Failed(step, failure.Problems, now)] : [];
            await events.AppendAsync(
                task.Id,
                [.. drafts, .. Left(failure, now), StepEvents.TaskFailed(task, failure.Problems, now)],
                cancellationToken);
            await watches.EndedAsync(task, cancellationToken);
        }
    }

    public async Task CancelAsync(TaskFailure failure, CancellationToken cancellationToken)
    {
        if (await EndAsync(failure, (task, remains) => task.Cancel(clock, remains), cancellationToken)
            is { Status: ScaffoldTaskStatus.Cancelled } task)
        {
            var now = clock.GetUtcNow();
            await events.AppendAsync(
                task.Id, [.. Left(failure, now), StepEvents.TaskCancelled(task, now)], cancellationToken);
            await watches.EndedAsync(task, cancellationToken);
        }
    }

    private async Task<ScaffoldTask?> EndAsync(
        TaskFailure failure, Func<ScaffoldTask, string?, ScaffoldTask> end, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(failure.TaskId, cancellationToken) is not { } known || known.Run != failure.TaskRun)
        {
            return null;
        }

        await secrets.WipeAsync(known, cancellationToken);
        var remains = failure.Kept is { } kept
            ? await contents.PutAsync(Encoding.UTF8.GetBytes(PlatformJson.Serialize(kept)), cancellationToken)
            : null;
        var ended = await tasks.ChangeAsync(
            failure.TaskId,
            found => found.HasEnded || found.Run != failure.TaskRun ? found : end(found, remains),
            cancellationToken);
        return ended.Run == failure.TaskRun ? ended : null;
    }

    private static IEnumerable<TaskEventDraft> Left(TaskFailure failure, DateTimeOffset now) =>
    [
        .. (failure.Stopped ?? []).Select(step => StepEvents.Stopped(step, now)),
        .. failure.Remains.Select((remains, index) => StepEvents.Note(
            StepEvents.KeyOf(failure.TaskRun, $"task/remains/{index}"), remains)),
    ];
}
