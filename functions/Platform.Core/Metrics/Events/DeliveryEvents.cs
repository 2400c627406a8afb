using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Events;

/// <summary>
/// Reads events of deliveries: CDEvents 0.5.1 inside CloudEvents 1.0. What CDEvents has no field for stands in its
/// <c>customData</c>, in the form of <c>delivery-custom-data.schema.json</c>. All problems are reported at once.
/// </summary>
public static class DeliveryEvents
{
    public const string NotJson = MessageJson.NotJson;
    public const string UnknownType = "event-type-unknown";
    internal const int MaxDepth = 32;

    private static readonly string[] ContextFields =
        ["specversion", "version", "id", "source", "type", "timestamp", "chainId", "schemaUri", "links"];

    public static Result<DeliveryEvent> Parse(ReadOnlySpan<byte> utf8)
    {
        var message = MessageJson.Open(utf8, MaxDepth, "a CloudEvent");
        return message.IsOk ? Parse(message.Value) : Result<DeliveryEvent>.Failed(message.Problems);
    }

    public static Result<DeliveryEvent> Parse(JsonObject message)
    {
        var checks = new FieldChecks();
        message = CloudEvents.Enveloped(message);
        var envelope = new EventFields(checks, message, string.Empty);
        checks.Text(message, string.Empty, "specversion", required: true, text => text == "1.0", "1.0");
        var (id, source) = (envelope.Text("id", required: true), envelope.Text("source", required: true));
        var (type, name) = Type(checks, message);
        var received = envelope.Instant("receivedtime");
        var data = CloudEvents.Data(checks, message);
        if (data is null)
        {
            return Result<DeliveryEvent>.Failed(checks.Problems);
        }

        var fields = new EventFields(checks, data, "data");
        var at = OccurredAt(checks, data, fields);
        var subject = Subject(checks, data, envelope, name);
        var custom = data["customData"] is JsonObject ? fields.Section("customData") : new(checks, [], "data.customData");
        var notice = name is null ? null : NoticeReading.Read(new(name, subject, custom, source ?? string.Empty));
        return checks.IsClean
            ? new DeliveryEvent(source!, id!, type!, at, received, subject.Id, notice!)
            : Result<DeliveryEvent>.Failed(checks.Problems);
    }

    private static (string? Type, string? Name) Type(FieldChecks checks, JsonObject message)
    {
        var type = checks.Text(message, string.Empty, "type", required: true, _ => true, EventTypes.Requirements);
        var name = type is null ? null : EventTypes.NameOf(type);
        if (type is not null && name is null)
        {
            checks.Add(UnknownType, "type", JsonValue.Create(type), EventTypes.Requirements);
        }

        return (type, name);
    }

    private static DateTimeOffset OccurredAt(FieldChecks checks, JsonObject data, EventFields fields)
    {
        var context = fields.Object("context", required: true);
        if (context is not null)
        {
            checks.NoOthers((JsonObject)data["context"]!, "data.context", ContextFields);
        }

        var stamped = context?.Instant("timestamp", required: true) ?? default;
        return (data["customData"] is JsonObject ? fields.Section("customData").Instant("occurredAt") : null) ?? stamped;
    }

    private static EventSubject Subject(FieldChecks checks, JsonObject data, EventFields envelope, string? name)
    {
        var fields = new EventFields(checks, data, "data").Object("subject", required: true);
        var content = fields?.Object("content", required: true);
        foreach (var required in content is null || name is null ? [] : EventTypes.RequiredContent(name))
        {
            if (data["subject"]!["content"]![required] is null)
            {
                checks.Add(FieldChecks.Missing, $"data.subject.content.{required}", null, "what CDEvents requires");
            }
        }

        var id = fields?.Text("id") ?? envelope.Text("subject");
        return new(id ?? string.Empty, content ?? new(checks, [], "data.subject.content"));
    }
}

/// <param name="Id">Empty when the event has none.</param>
internal sealed record EventSubject(string Id, EventFields Content);

/// <summary>An event's parts, before they are understood.</summary>
internal sealed record EventParts(string Name, EventSubject Subject, EventFields Custom, string Source);
