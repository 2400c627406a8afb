using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Core.Metrics.Senders;

/// <summary>A CDEvent in its CloudEvent, as translators write it.</summary>
/// <param name="Source">With <paramref name="Id"/> the identity of the event: an address of the sender's side.</param>
/// <param name="Id">From the natural key, and from all that a later telling of it may say differently.</param>
/// <param name="Name"><c>subject.predicate</c>, for example <c>service.deployed</c> or <c>platform-commits.pushed</c>.</param>
/// <param name="At">When it happened, by the sender's clock.</param>
/// <param name="SubjectId">The service, the change, the incident. A reference of a component only where that is meant.</param>
public sealed record CdEvent(string Source, string Id, string Name, DateTimeOffset At, string SubjectId)
{
    public const string SpecVersion = "0.5.1";

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <value>What CDEvents has fields for.</value>
    public JsonObject Content { get; init; } = [];

    /// <value>What it has none for; by delivery-custom-data.schema.json. Nulls are left out.</value>
    public JsonObject Custom { get; init; } = [];

    public DateTimeOffset? ReceivedAt { get; init; }

    public JsonObject Write()
    {
        var (type, at) = (TypeOf(Name), Text(At));
        var message = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["source"] = Source,
            ["type"] = type,
            ["subject"] = SubjectId,
            ["time"] = at,
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject
            {
                ["context"] = new JsonObject
                {
                    ["specversion"] = SpecVersion,
                    ["id"] = Id,
                    ["source"] = Source,
                    ["type"] = type,
                    ["timestamp"] = at,
                },
                ["subject"] = new JsonObject { ["id"] = SubjectId, ["content"] = WithoutNulls(Content) },
                ["customData"] = WithoutNulls(Custom),
                ["customDataContentType"] = "application/json",
            },
        };
        if (ReceivedAt is { } received)
        {
            message["receivedtime"] = Text(received);
        }

        return message;
    }

    /// <summary>RFC 3339 in UTC.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>Content with the one environment that most events want.</summary>
    public static JsonObject In(string environment) => new() { ["environment"] = new JsonObject { ["id"] = environment } };

    /// <returns>The type in its version of CDEvents 0.5.1; ours have 0.1.0.</returns>
    internal static string TypeOf(string name) =>
        name.StartsWith("platform-", StringComparison.Ordinal)
            ? $"dev.cdeventsx.{name}.0.1.0"
            : $"dev.cdevents.{name}.{VersionOf(name)}";

    private static string VersionOf(string name) => name switch
    {
        "change.created" => "0.4.0",
        _ when name.StartsWith("ticket.", StringComparison.Ordinal) => "0.2.0",
        _ => "0.3.0",
    };

    private static JsonObject WithoutNulls(JsonObject fields) => new(fields
        .Where(field => field.Value is not null)
        .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
