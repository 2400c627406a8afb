namespace Platform.Core.Scaffolding.Limits;

/// <summary>
/// Lines of those who want to run at the same time, first come, first served. Nobody is given a slot: the first so many in a
/// line run, the others wait, and who leaves makes room. So nothing is lost when a process dies; what has ended without
/// leaving is taken out by the reconciler.
/// </summary>
public interface ISlotQueues
{
    /// <summary>Joins the end of the line, unless it is in it already.</summary>
    /// <returns>How many are before it.</returns>
    Task<int> JoinAsync(string queue, SlotHolder holder, CancellationToken cancellationToken);

    /// <summary>Leaving a line that one is not in is fine.</summary>
    /// <param name="first">How many of those who are now first are wanted.</param>
    /// <returns>Those who are first now, in order.</returns>
    Task<IReadOnlyList<SlotHolder>> LeaveAsync(
        string queue, SlotHolder holder, int first, CancellationToken cancellationToken);

    /// <summary>Everybody in any line.</summary>
    IAsyncEnumerable<SlotEntry> ListAsync(CancellationToken cancellationToken);
}

/// <param name="Instance">The orchestration.</param>
/// <param name="Part">What in it: empty for the task as a whole, else the key of a step's run.</param>
public sealed record SlotHolder(string Instance, string Part)
{
    /// <value>The event that tells it to look again.</value>
    public string Event => Part.Length == 0 ? "slot" : $"slot/{Part}";
}

public sealed record SlotEntry(string Queue, SlotHolder Holder);
