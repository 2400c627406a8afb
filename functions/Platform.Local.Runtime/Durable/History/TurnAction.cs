using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>Something an orchestrator asked for. Ids count per execution, so a replay must ask in the same order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CallActivity), "callActivity")]
[JsonDerivedType(typeof(CreateTimer), "createTimer")]
internal abstract record TurnAction(int Id)
{
    /// <summary>What replays compare: inputs may change with code that is otherwise compatible.</summary>
    public abstract string Describe();

    public sealed record CallActivity(
        int Id, string Name, [property: JsonConverter(typeof(RawJsonConverter))] string? Input) : TurnAction(Id)
    {
        public override string Describe() => $"#{Id} call activity '{Name}'";
    }

    public sealed record CreateTimer(int Id, DateTime FireAt) : TurnAction(Id)
    {
        public override string Describe() => $"#{Id} create timer";
    }
}
