using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>A status that was set; a null value clears it.</summary>
internal sealed record CustomStatus([property: JsonConverter(typeof(RawJsonConverter))] string? Value);
