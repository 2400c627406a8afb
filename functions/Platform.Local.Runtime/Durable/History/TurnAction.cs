using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>Something an orchestrator asked for. Ids count per execution, so a replay must ask in the same order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CallActivity), "callActivity")]
[JsonDerivedType(typeof(CreateTimer), "createTimer")]
[JsonDerivedType(typeof(CallSubOrchestration), "callSubOrchestration")]
[JsonDerivedType(typeof(SendEvent), "sendEvent")]
internal abstract record TurnAction(int Id)
{
    /// <summary>What replays compare: inputs may change with code that is otherwise compatible.</summary>
    public abstract string Describe();

    public sealed record CallActivity(
        int Id, string Name, [property: JsonConverter(typeof(RawJsonConverter))] string? Input) : TurnAction(Id)
    {
        public string? Version { get; init; }

        public override string Describe() => $"#{Id} call activity '{Name}'";
    }

    public sealed record CreateTimer(int Id, DateTime FireAt) : TurnAction(Id)
    {
        public override string Describe() => $"#{Id} create timer";
    }

    public sealed record CallSubOrchestration(
        int Id,
        string Name,
        string InstanceId,
        [property: JsonConverter(typeof(RawJsonConverter))] string? Input) : TurnAction(Id)
    {
        public string? Version { get; init; }

        public IReadOnlyDictionary<string, string>? Tags { get; init; }

        public override string Describe() => $"#{Id} call sub-orchestration '{Name}'";
    }

    public sealed record SendEvent(
        int Id,
        string InstanceId,
        string Name,
        [property: JsonConverter(typeof(RawJsonConverter))] string? Payload) : TurnAction(Id)
    {
        public override string Describe() => $"#{Id} send event '{Name}'";
    }
}
