using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.Execution;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.Client;

/// <summary>The client of an engine in the same process; calls before the engine is up wait for it.</summary>
internal sealed class LocalDurableTaskClient(string hubName, TimeProvider time, Func<CancellationToken, Task<Hub>> hub)
    : DurableTaskClient(hubName)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId is { Length: > 0 } given ? InstanceIds.Require(given) : Guid.NewGuid().ToString("N");
        var open = await hub(cancellation);
        var now = time.GetUtcNow();
        var start = new TurnMessage.Started(
            orchestratorName.Name,
            open.Converter.Serialize(input),
            now,
            options?.StartAt > now ? options.StartAt : null,
            options?.Tags is { Count: > 0 } tags ? tags : null);
        return await open.StartAsync(id, start, cancellation);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var open = await hub(cancellation);
        var message = new TurnMessage.EventRaised(eventName, open.Converter.Serialize(eventPayload));
        await open.TellAsync(instanceId, message, cancellation);
    }

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        var message = new TurnMessage.Terminated(open.Converter.Serialize(options?.Output));
        await open.TellAsync(instanceId, message, cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static instance => instance.Begun, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static instance => instance.Ended, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        var record = await open.FindAsync(instanceId, cancellation);
        return record?.ToMetadata(getInputsAndOutputs ? open.Converter : null);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(hub, Name, filter ?? new OrchestrationQuery());

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        PurgeAsync(new InstanceFilter { Only = InstanceIds.Require(instanceId) }, cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var meant = new InstanceFilter
        {
            CreatedFrom = filter.CreatedFrom,
            CreatedTo = filter.CreatedTo,
            Statuses = (filter.Statuses ?? []).ToHashSet(),
        };
        return PurgeAsync(meant, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceActor, Task<InstanceRecord>> until, bool fetch, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        var record = await open.WaitAsync(instanceId, until, cancellation);
        return record.ToMetadata(fetch ? open.Converter : null);
    }

    private async Task<PurgeResult> PurgeAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        var open = await hub(cancellation);
        return new(await open.Ended.PurgeAsync(filter, open.IsRunning, cancellation), isComplete: true);
    }
}
