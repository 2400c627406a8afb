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
[JsonDerivedType(typeof(SubCompleted), "subCompleted")]
[JsonDerivedType(typeof(SubFailed), "subFailed")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Parked), "parked")]
[JsonDerivedType(typeof(Unparked), "unparked")]
[JsonDerivedType(typeof(Refused), "refused")]
internal abstract record TurnMessage
{
    /// <summary>Always the first message of an execution; with a start time the body waits for <see cref="StartDue"/>.</summary>
    public sealed record Started(
        string Name,
        [property: JsonConverter(typeof(RawJsonConverter))] string? Input,
        DateTimeOffset CreatedAt,
        DateTimeOffset? StartAt,
        IReadOnlyDictionary<string, string>? Tags) : TurnMessage
    {
        /// <summary>Tells executions with one instance id apart.</summary>
        public string ExecutionId { get; init; } = string.Empty;

        public string? Version { get; init; }

        public ParentCall? Parent { get; init; }

        /// <summary>The trace of whoever started it, by W3C Trace Context.</summary>
        public string? TraceParent { get; init; }

        /// <summary>How many executions went before, each continuing as the next.</summary>
        public int Generation { get; init; }

        /// <summary>Events that the execution before had not waited for.</summary>
        public IReadOnlyList<EventRaised>? Carried { get; init; }
    }

    public sealed record StartDue : TurnMessage;

    public sealed record ActivityCompleted(
        int Id, [property: JsonConverter(typeof(RawJsonConverter))] string? Result) : TurnMessage;

    public sealed record ActivityFailed(int Id, Failure Failure) : TurnMessage;

    public sealed record TimerFired(int Id) : TurnMessage;

    public sealed record EventRaised(
        string Name, [property: JsonConverter(typeof(RawJsonConverter))] string? Payload) : TurnMessage;

    public sealed record SubCompleted(
        int Id, [property: JsonConverter(typeof(RawJsonConverter))] string? Result) : TurnMessage;

    public sealed record SubFailed(int Id, Failure Failure) : TurnMessage;

    /// <summary>By a client. What comes until <see cref="Resumed"/> waits, except for the end.</summary>
    public sealed record Suspended(string? Reason) : TurnMessage;

    public sealed record Resumed(string? Reason) : TurnMessage;

    /// <summary>By the engine, which has no orchestrator of this name at present; else as <see cref="Suspended"/>.</summary>
    public sealed record Parked : TurnMessage;

    public sealed record Unparked : TurnMessage;

    public sealed record Terminated([property: JsonConverter(typeof(RawJsonConverter))] string? Output) : TurnMessage;

    /// <summary>The engine gives the instance up, because its code broke the rules of orchestrators.</summary>
    public sealed record Refused(Failure Failure) : TurnMessage;
}
