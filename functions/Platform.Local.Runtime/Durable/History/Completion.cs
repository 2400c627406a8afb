using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>How an instance ended.</summary>
internal sealed record Completion(
    OrchestrationRuntimeStatus Status,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Output,
    Failure? Failure)
{
    public static Completion Failed(Failure failure) => new(OrchestrationRuntimeStatus.Failed, null, failure);
}
