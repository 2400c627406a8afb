using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>Forgets ended instances and, if asked to, their ended sub-orchestrations and theirs.</summary>
internal sealed class InstancePurge(EndedInstances ended, Func<string, bool> isRunning)
{
    /// <returns>How many were there.</returns>
    public Task<int> RunAsync(string instanceId, bool recursive, CancellationToken cancellation) =>
        isRunning(instanceId)
            ? Task.FromResult(0)
            : RunAsync(new InstanceFilter { Only = instanceId }, recursive, cancellation);

    /// <returns>How many were there.</returns>
    public async Task<int> RunAsync(InstanceFilter filter, bool recursive, CancellationToken cancellation)
    {
        // The children first: without their parent nobody would find them again.
        var count = 0;
        foreach (var child in recursive ? await FindDescendantsAsync(filter, cancellation) : [])
        {
            count += await ended.PurgeAsync(new InstanceFilter { Only = child }, isRunning, cancellation);
        }

        return count + await ended.PurgeAsync(filter, isRunning, cancellation);
    }

    /// <returns>The furthest first; of each generation only what has ended leads on to the next.</returns>
    private async Task<IReadOnlyList<string>> FindDescendantsAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        var parents = await ended.QueryAsync(filter, int.MaxValue, cancellation)
            .Select(record => record.InstanceId).ToListAsync(cancellation);
        // Ids may be used again, so that an instance can be its own descendant by name.
        var seen = parents.ToHashSet();
        var found = new Stack<string>();
        for (var i = 0; i < parents.Count; i++)
        {
            var children = isRunning(parents[i]) ? [] : await ended.FindChildrenAsync(parents[i], cancellation);
            foreach (var child in children.Where(seen.Add))
            {
                parents.Add(child);
                found.Push(child);
            }
        }

        return [.. found];
    }
}
