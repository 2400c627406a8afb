using Platform.Core.Health;
using Platform.Core.Queues;
using Platform.Functions.Hosting;

namespace Platform.Functions.Queues;

/// <summary>
/// Messages that nobody could handle, on poison queues and in their records: each is work that is lost until someone looks.
/// </summary>
public sealed class PoisonProbe(IPoisonRecords poison, IQueueDepths depths) : IProbe
{
    private const int Most = 100;

    public static Finding Explain(Exception failure) => Finding.Failed(
        $"The poison queues can't be counted: {failure.GetType().Name}.", "Mend storage first: its own lines say what is wrong.");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(AppFunctions.Queues.Select(queue => CountAsync(queue, cancellationToken)));
        var poisoned = counts.Where(count => count.Given + count.Waiting > 0).ToList();
        if (poisoned.Count == 0)
        {
            return Finding.Fine($"No message of {string.Join(", ", AppFunctions.Queues)} was given up.");
        }

        var named = poisoned.Select(count => $"{count.Queue} ({(count.Given >= Most ? $"{Most} or more" : count.Given)} given up"
            + (count.Waiting > 0 ? $", {count.Waiting} waiting to be recorded)" : ")"));
        return Finding.Warning(
            $"Messages could not be handled: {string.Join(", ", named)}.",
            "GET /api/queues/QUEUE/poison shows them with their reasons; mend the cause, then send them again.");
    }

    private async Task<(string Queue, int Given, int Waiting)> CountAsync(string queue, CancellationToken cancellationToken)
    {
        var given = poison.CountAsync(queue, Most, cancellationToken);
        var waiting = depths.CountAsync(AppFunctions.PoisonOf(queue), cancellationToken);
        return (queue, await given, await waiting);
    }
}
