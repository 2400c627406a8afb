using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>Forgets ended instances.</summary>
internal sealed class InstancePurge(EndedInstances ended, Func<string, bool> isRunning)
{
    /// <summary>Forgets an ended instance and, if asked to, ended sub-orchestrations of it and theirs.</summary>
    /// <returns>How many were there.</returns>
    public async Task<int> RunAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        // The children first: without their parent nobody would find them again.
        var count = recursive && !isRunning(instanceId) ? await PurgeChildrenAsync(instanceId, cancellation) : 0;
        return count + await ended.PurgeAsync(new InstanceFilter { Only = instanceId }, isRunning, cancellation);
    }

    public async Task<int> RunAsync(InstanceFilter filter, bool recursive, CancellationToken cancellation)
    {
        var count = 0;
        if (recursive)
        {
            await foreach (var record in ended.QueryAsync(filter, int.MaxValue, cancellation))
            {
                count += await PurgeChildrenAsync(record.InstanceId, cancellation);
            }
        }

        return count + await ended.PurgeAsync(filter, isRunning, cancellation);
    }

    private async Task<int> PurgeChildrenAsync(string instanceId, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var child in await ended.FindChildrenAsync(instanceId, cancellation))
        {
            count += await RunAsync(child, recursive: true, cancellation);
        }

        return count;
    }
}
