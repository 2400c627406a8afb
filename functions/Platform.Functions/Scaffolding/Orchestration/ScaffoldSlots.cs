using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>
/// Stands in line where only so many may run. A step's slot is given back when the step ends, so nobody waits in one line
/// with a slot of another but the task's own; hence no two wait for each other.
/// </summary>
internal sealed class ScaffoldSlots(ScaffoldCalls calls, ScaffoldStop stop, ScaffoldProgress progress, TaskId id, string instance)
{
    /// <summary>Whoever leaves tells the next; should that get lost, one who waits notices within this time.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private SlotCall? _own;
    private bool _aside;

    /// <summary>For the task as a whole.</summary>
    /// <returns>Whether it has a slot; not when it is to stop.</returns>
    public Task<bool> EnterAsync(SlotLimit? limit)
    {
        _own = limit is null ? null : new(id, limit, new(instance, string.Empty));
        return EnterAsync(_own);
    }

    public async Task LeaveAsync()
    {
        if (!_aside)
        {
            await LeaveAsync(_own);
        }
    }

    /// <summary>For a wait that may take days.</summary>
    public async Task StepAsideAsync()
    {
        if (_own is not null && !_aside && progress.Running.Count == 1)
        {
            _aside = true;
            await LeaveAsync(_own);
        }
    }

    public async Task<bool> ComeBackAsync()
    {
        if (_aside && !stop.IsSet)
        {
            _aside = false;
            return await EnterAsync(_own);
        }

        return !stop.IsSet;
    }

    /// <summary>Runs something that needs a slot of its own.</summary>
    /// <returns>Null when it was to stop before it had one.</returns>
    public async Task<T?> WithinAsync<T>(SlotLimit? limit, string stepId, string part, Func<Task<T?>> run)
        where T : class
    {
        var call = limit is null ? null : new SlotCall(id, limit, new(instance, part), stepId);
        if (!await EnterAsync(call))
        {
            await LeaveAsync(call);
            return null;
        }

        var result = await run();
        await LeaveAsync(call);
        return result;
    }

    private async Task<bool> EnterAsync(SlotCall? call)
    {
        while (call is not null && !stop.IsSet)
        {
            // What can't be asked is not held up: the limit spares others, the budget is what protects.
            var before = await calls.TryAsync<int>(ScaffoldNames.EnterSlot, call);
            if (!before.IsOk || before.Value == 0)
            {
                progress.Wait(null);
                break;
            }

            progress.Wait(call.Limit.Waiting(before.Value));
            await calls.WaitAsync(call.Holder.Event, LookAgain);
        }

        return !stop.IsSet;
    }

    private async Task LeaveAsync(SlotCall? call)
    {
        if (call is not null)
        {
            // What fails is made good by the reconciler.
            await calls.TryAsync<int>(ScaffoldNames.LeaveSlot, call);
        }
    }
}
