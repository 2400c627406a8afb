using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>What an execution that continues as new leaves to the next.</summary>
internal sealed record Renewal(
    [property: JsonConverter(typeof(RawJsonConverter))] string? Input,
    string? Version,
    IReadOnlyList<TurnMessage.EventRaised> Carried);
