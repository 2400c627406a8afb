using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Limits;

/// <summary>What an orchestration has done for it where it wants a slot, each method one activity.</summary>
public sealed class SlotProcess(ISlotQueues queues, ITaskStore tasks, IEventLog events)
{
    /// <returns>0 when it may run; else how many have to go before it may.</returns>
    public async Task<int> EnterAsync(SlotCall call, CancellationToken cancellationToken)
    {
        var before = await queues.JoinAsync(call.Limit.Queue, call.Holder, cancellationToken) - call.Limit.Most + 1;
        if (before <= 0)
        {
            return 0;
        }

        await events.AppendAsync(call.TaskId, [StepEvents.Waiting(call, before)], cancellationToken);
        return before;
    }

    /// <returns>Those who may run now; they have to be told.</returns>
    public Task<IReadOnlyList<SlotHolder>> LeaveAsync(SlotCall call, CancellationToken cancellationToken) =>
        queues.LeaveAsync(call.Limit.Queue, call.Holder, call.Limit.Most, cancellationToken);

    /// <summary>Takes out whose run of its task has ended. The others notice when they look again.</summary>
    /// <returns>How many they were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var (known, swept) = (new Dictionary<string, bool>(StringComparer.Ordinal), 0);
        await foreach (var entry in queues.ListAsync(cancellationToken))
        {
            var instance = entry.Holder.Instance;
            if (!known.TryGetValue(instance, out var over))
            {
                var task = await tasks.FindAsync(TaskId.OfInstance(instance), cancellationToken);
                known[instance] = over = task is not { HasEnded: false } || task.InstanceId != instance;
            }

            if (over)
            {
                await queues.LeaveAsync(entry.Queue, entry.Holder, first: 0, cancellationToken);
                swept++;
            }
        }

        return swept;
    }
}

public sealed record SlotCall(TaskId TaskId, SlotLimit Limit, SlotHolder Holder, string? StepId = null);
