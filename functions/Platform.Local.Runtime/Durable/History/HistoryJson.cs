using System.Text.Json.Serialization;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>The journal's own JSON, generated at build time because recovery is on the start-up path.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 512)]
[JsonSerializable(typeof(Turn))]
[JsonSerializable(typeof(Letter))]
[JsonSerializable(typeof(List<Turn>))]
[JsonSerializable(typeof(InstanceRecord))]
[JsonSerializable(typeof(HubOwner))]
internal sealed partial class HistoryJson : JsonSerializerContext;
