using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Durable.Client;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>Collects what the orchestrator asks for in a turn and completes its tasks from messages.</summary>
internal sealed class LocalOrchestrationContext(
    string instanceId, TurnMessage.Started start, TurnSynchronizationContext flow, OrchestratorServices services)
    : TaskOrchestrationContext
{
    /// <summary>The real host's limit, in bytes of UTF-16.</summary>
    private const int MaxCustomStatusBytes = 16 * 1024;

    private readonly Dictionary<int, (string Name, TaskCompletionSource<string?> Source)> _pending = [];
    private readonly ExternalEvents _events = new();
    private List<TurnAction> _actions = [];
    private CustomStatus? _status;
    private (string? Input, string? Version, bool KeepsEvents)? _renewal;
    private DateTime _now;
    private bool _replaying;
    private int _nextId;
    private int _guids;

    public override TaskName Name { get; } = start.Name;

    public override string InstanceId { get; } = instanceId;

    public override ParentOrchestrationInstance? Parent { get; } =
        start.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    public override string Version => start.Version ?? string.Empty;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    public bool WaitsForHistory => _pending.Count > 0 || _events.AnyoneWaiting;

    public bool WantsRenewal => _renewal is not null;

    protected override ILoggerFactory LoggerFactory => services.Loggers;

    public override T? GetInput<T>()
        where T : default => services.Converter.Deserialize<T>(start.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseMistakenOptions(name, input, options);
        var payload = services.Converter.Serialize(input);
        var version = NullIfNone(options?.Version is { } wanted ? wanted.Version : Version);
        return await RunAsync<TResult>(options, () => Add(name, id => new TurnAction.CallActivity(id, name, payload)
        {
            Version = version,
        }));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseMistakenOptions(orchestratorName, input, options);
        var given = (options as SubOrchestrationOptions)?.InstanceId;
        var instance = given is null ? NewGuid().ToString("N") : InstanceIds.Require(given);
        var payload = services.Converter.Serialize(input);
        var version = NullIfNone(options?.Version is { } wanted ? wanted.Version : services.DefaultVersion);
        return await RunAsync<TResult>(options, () => Add(
            orchestratorName,
            id => new TurnAction.CallSubOrchestration(id, orchestratorName, instance, payload)
            {
                Version = version,
                Tags = options?.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags) : null,
            }));
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireTurn();
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _actions.Add(new TurnAction.SendEvent(_nextId++, instanceId, eventName, services.Converter.Serialize(payload)));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new() { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireTurn();
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? start.Version : options.NewVersion;
        _renewal = (services.Converter.Serialize(options.NewInput), version, options.PreserveUnprocessedEvents);
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = _nextId;
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var source = Add("timer", _ => new TurnAction.CreateTimer(id, utc));
        using var registration = cancellationToken.Register(() =>
        {
            if (_pending.Remove(id))
            {
                source.SetCanceled(cancellationToken);
            }
        });
        await source.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        RequireTurn();
        return services.Converter.Deserialize<T>(await _events.WaitAsync(eventName, typeof(T), cancellationToken))!;
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireTurn();
        var value = services.Converter.Serialize(customStatus);
        var bytes = value is null ? 0 : Encoding.Unicode.GetByteCount(value);
        if (bytes > MaxCustomStatusBytes)
        {
            throw new ArgumentException(
                $"The custom status is {bytes} bytes of UTF-16 JSON; at most {MaxCustomStatusBytes} are allowed.",
                nameof(customStatus));
        }

        _status = new(value);
    }

    public override Guid NewGuid()
    {
        RequireTurn();
        return DeterministicGuid.Create(InstanceId, _now, _guids++);
    }

    public void BeginTurn(DateTime at, bool replaying)
    {
        _now = at;
        _replaying = replaying;
    }

    public (IReadOnlyList<TurnAction> Actions, CustomStatus? Status) EndTurn()
    {
        var result = (_actions, _status);
        _actions = [];
        _status = null;
        return result;
    }

    /// <returns>What the orchestrator that has returned leaves to the next execution; null when there is to be none.</returns>
    public Renewal? TakeRenewal()
    {
        if (_renewal is not { } asked)
        {
            return null;
        }

        var early = _events.TakeEarly().Select(item => new TurnMessage.EventRaised(item.Name, item.Payload));
        return new(asked.Input, asked.Version, asked.KeepsEvents ? [.. early] : []);
    }

    public bool IsPending(int id) => _pending.ContainsKey(id);

    public void Complete(int id, string? result)
    {
        if (_pending.Remove(id, out var pending))
        {
            pending.Source.SetResult(result);
        }
    }

    public void Fail(int id, Failure failure)
    {
        if (_pending.Remove(id, out var pending))
        {
            pending.Source.SetException(new TaskFailedException(pending.Name, id, failure.ToDetails()));
        }
    }

    public void Raise(string name, string? payload) => _events.Raise(name, payload);

    private async Task<TResult> RunAsync<TResult>(TaskOptions? options, Func<TaskCompletionSource<string?>> attempt)
    {
        var result = await (options?.Retry is { } retry
            ? RetryLoop.RunAsync(this, retry, () => attempt().Task)
            : attempt().Task);
        return services.Converter.Deserialize<TResult>(result)!;
    }

    private static void RefuseMistakenOptions(TaskName name, object? input, TaskOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException($"The input is {nameof(TaskOptions)}; expected them as options.", nameof(input));
        }
    }

    private static string? NullIfNone(string? version) => string.IsNullOrEmpty(version) ? null : version;

    private TaskCompletionSource<string?> Add(string name, Func<int, TurnAction> action)
    {
        RequireTurn();
        var id = _nextId++;
        _actions.Add(action(id));
        var source = new TaskCompletionSource<string?>();
        _pending.Add(id, (name, source));
        return source;
    }

    private void RequireTurn()
    {
        if (!flow.IsTurnThread)
        {
            throw new InvalidOperationException(
                "An orchestrator used its context from another thread. It may await only what its context gives it, without "
                + "ConfigureAwait(false), Task.Run or I/O.");
        }
    }
}
