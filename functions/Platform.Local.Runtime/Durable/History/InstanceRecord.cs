using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>What a query sees of an instance. In memory while it runs; a row of its own once it has ended.</summary>
internal sealed record InstanceRecord(
    string InstanceId,
    string Name,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUpdatedAt,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Input,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Output,
    [property: JsonConverter(typeof(RawJsonConverter))] string? CustomStatus,
    Failure? Failure,
    IReadOnlyDictionary<string, string>? Tags)
{
    public string? Version { get; init; }

    /// <summary>The instance whose sub-orchestration this is.</summary>
    public string? ParentId { get; init; }

    public bool HasEnded => Status is
        OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public static InstanceRecord From(string instanceId, TurnMessage.Started start) => new(
        instanceId,
        start.Name,
        OrchestrationRuntimeStatus.Pending,
        start.CreatedAt,
        start.CreatedAt,
        start.Input,
        Output: null,
        CustomStatus: null,
        Failure: null,
        start.Tags)
    {
        Version = start.Version,
        ParentId = start.Parent?.InstanceId,
    };

    /// <summary>An execution that has continued another: its predecessor's custom status stays until it sets its own.</summary>
    public static InstanceRecord From(string instanceId, TurnMessage.Started next, InstanceRecord? before) =>
        From(instanceId, next) with { Status = OrchestrationRuntimeStatus.Running, CustomStatus = before?.CustomStatus };

    public InstanceRecord After(Turn turn, OrchestrationRuntimeStatus open)
    {
        return this with
        {
            LastUpdatedAt = new DateTimeOffset(turn.At, TimeSpan.Zero),
            Status = turn.Outcome.Completion?.Status ?? open,
            CustomStatus = turn.Outcome.Status is { } set ? set.Value : CustomStatus,
            Output = turn.Outcome.Completion?.Output,
            Failure = turn.Outcome.Completion?.Failure,
        };
    }

    public OrchestrationMetadata ToMetadata(DataConverter? converter) => new(Name, InstanceId)
    {
        RuntimeStatus = Status,
        CreatedAt = CreatedAt,
        LastUpdatedAt = LastUpdatedAt,
        DataConverter = converter,
        SerializedInput = converter is null ? null : Input,
        SerializedOutput = converter is null ? null : Output,
        SerializedCustomStatus = converter is null ? null : CustomStatus,
        FailureDetails = Failure?.ToDetails(),
        Tags = Tags ?? new Dictionary<string, string>(),
    };
}
