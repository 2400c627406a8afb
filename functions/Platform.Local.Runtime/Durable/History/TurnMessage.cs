using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>Something an instance is told. An orchestrator's course depends on its messages and nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(StartDue), "startDue")]
[JsonDerivedType(typeof(ActivityCompleted), "activityCompleted")]
[JsonDerivedType(typeof(ActivityFailed), "activityFailed")]
[JsonDerivedType(typeof(TimerFired), "timerFired")]
[JsonDerivedType(typeof(EventRaised), "eventRaised")]
[JsonDerivedType(typeof(Terminated), "terminated")]
[JsonDerivedType(typeof(Refused), "refused")]
internal abstract record TurnMessage
{
    /// <summary>Always the first message of an execution; with a start time the body waits for <see cref="StartDue"/>.</summary>
    public sealed record Started(
        string Name,
        [property: JsonConverter(typeof(RawJsonConverter))] string? Input,
        DateTimeOffset CreatedAt,
        DateTimeOffset? StartAt,
        IReadOnlyDictionary<string, string>? Tags) : TurnMessage;

    public sealed record StartDue : TurnMessage;

    public sealed record ActivityCompleted(
        int Id, [property: JsonConverter(typeof(RawJsonConverter))] string? Result) : TurnMessage;

    public sealed record ActivityFailed(int Id, Failure Failure) : TurnMessage;

    public sealed record TimerFired(int Id) : TurnMessage;

    public sealed record EventRaised(
        string Name, [property: JsonConverter(typeof(RawJsonConverter))] string? Payload) : TurnMessage;

    public sealed record Terminated([property: JsonConverter(typeof(RawJsonConverter))] string? Output) : TurnMessage;

    /// <summary>The engine gives the instance up, because its code broke the rules of orchestrators.</summary>
    public sealed record Refused(Failure Failure) : TurnMessage;
}
