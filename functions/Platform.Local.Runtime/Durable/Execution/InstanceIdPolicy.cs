using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>Decides who may have an instance id.</summary>
internal sealed class InstanceIdPolicy(ConcurrentDictionary<string, InstanceActor> live, EndedInstances ended) : IDisposable
{
    // While one start looks whether its id belongs to an ended instance, another may come, run and end.
    private readonly SemaphoreSlim _looking = new(1);
    private readonly Lock _gate = new();
    private string? _lookedFor;

    /// <param name="instance">Who asks.</param>
    /// <param name="refused">In which statuses another instance of the id keeps it; null: while it has not ended.</param>
    /// <param name="cancellation">Ends looking.</param>
    /// <returns>False when another instance that has not ended has the id and must give it up.</returns>
    /// <exception cref="OrchestrationAlreadyExistsException">Another instance keeps the id.</exception>
    public async Task<bool> TryTakeAsync(
        InstanceActor instance, IReadOnlySet<OrchestrationRuntimeStatus>? refused, CancellationToken cancellation)
    {
        if (refused is null || !refused.Any(IsEnd))
        {
            return TryTake(instance, refused);
        }

        await _looking.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    _lookedFor = instance.InstanceId;
                }

                if (await ended.FindAsync(instance.InstanceId, cancellation) is { } last
                    && !live.ContainsKey(instance.InstanceId) && refused.Contains(last.Status))
                {
                    throw Taken(instance.InstanceId, last.Status);
                }

                lock (_gate)
                {
                    if (_lookedFor is not null)
                    {
                        return TryTake(instance, refused);
                    }
                }
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Free(InstanceActor instance)
    {
        lock (_gate)
        {
            _lookedFor = _lookedFor == instance.InstanceId ? null : _lookedFor;
            live.TryRemove(new(instance.InstanceId, instance));
        }
    }

    public void Dispose() => _looking.Dispose();

    private bool TryTake(InstanceActor instance, IReadOnlySet<OrchestrationRuntimeStatus>? refused)
    {
        if (live.TryAdd(instance.InstanceId, instance))
        {
            return true;
        }

        var status = live.TryGetValue(instance.InstanceId, out var other) && other.Persisted is { } record
            ? record.Status
            : OrchestrationRuntimeStatus.Pending;
        return refused is null || refused.Contains(status) ? throw Taken(instance.InstanceId, status) : false;
    }

    private static bool IsEnd(OrchestrationRuntimeStatus status) => status is
        OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    private static OrchestrationAlreadyExistsException Taken(string id, OrchestrationRuntimeStatus status) => new(
        IsEnd(status)
            ? $"An orchestration with instance id '{id}' exists, with status {status}."
            : $"An orchestration with instance id '{id}' has not ended yet.");
}
