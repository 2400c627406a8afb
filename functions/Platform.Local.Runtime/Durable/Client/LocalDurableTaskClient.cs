using DurableTask.Core.History;
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
        using var activity = DurableTracing.BeginStart(orchestratorName.Name, id);
        var refused = StartMessages.Refused(options);
        var open = await hub(cancellation);
        var start = StartMessages.Of(
            orchestratorName.Name, open.Converter.Serialize(input), options, open.DefaultVersion, time.GetUtcNow());
        await open.StartAsync(id, start, refused, cancellation);
        return id;
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
        await open.TerminateAsync(instanceId, message, options?.Recursive == true, cancellation);
    }

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        TellAsync(instanceId, new TurnMessage.Suspended(reason), cancellation);

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        TellAsync(instanceId, new TurnMessage.Resumed(reason), cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        var last = await open.FindAsync(instanceId, cancellation) ?? throw Unknown(instanceId);
        if (!restartWithNewInstanceId && !last.HasEnded)
        {
            throw new InvalidOperationException(
                $"The orchestration '{instanceId}' is {last.Status}; expected one that has ended, or a new instance id.");
        }

        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        var options = new StartOrchestrationOptions { Tags = last.ToMetadata(null).Tags, Version = last.Version };
        var start = StartMessages.Of(last.Name, last.Input, options, open.DefaultVersion, time.GetUtcNow());
        await open.StartAsync(id, start, refused: null, cancellation);
        return id;
    }

    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        return HistoryEvents.Of(
            instanceId, await open.FindHistoryAsync(instanceId, cancellation) ?? throw Unknown(instanceId));
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

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        return new(await open.Purge.RunAsync(instanceId, options?.Recursive == true, cancellation), isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var meant = new InstanceFilter
        {
            CreatedFrom = filter.CreatedFrom,
            CreatedTo = filter.CreatedTo,
            Statuses = (filter.Statuses ?? []).ToHashSet(),
        };
        var open = await hub(cancellation);
        return new(await open.Purge.RunAsync(meant, options?.Recursive == true, cancellation), isComplete: true);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task TellAsync(string instanceId, TurnMessage message, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        await (await hub(cancellation)).TellAsync(instanceId, message, cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceActor, Task<InstanceRecord>> until, bool fetch, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        var open = await hub(cancellation);
        var record = await open.WaitAsync(instanceId, until, cancellation);
        return record.ToMetadata(fetch ? open.Converter : null);
    }

    private static ArgumentException Unknown(string instanceId) =>
        new($"There is no orchestration with instance id '{instanceId}'.", nameof(instanceId));
}
