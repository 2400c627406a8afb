using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Events;

/// <summary>One event of a message or call.</summary>
/// <param name="Path">Where it stands in a batch: <c>[3]</c>; empty for one that stands alone.</param>
public sealed record BatchItem(string Path, Result<HeardEvent> Event);

/// <summary>Reads a message with one event or CloudEvents' batch of them; each is judged by itself.</summary>
public static class EventBatch
{
    public const string TooMany = "event-batch-too-large";
    public const int MostEvents = 1000;

    private const string Expected = "a CloudEvent, or a batch of them";

    private static readonly Problem NoObject =
        new(MessageJson.NotJson, "The item is not an object.", Expected: "a CloudEvent");

    private static readonly JsonDocumentOptions Strict =
        new() { MaxDepth = DeliveryEvents.MaxDepth + 1, AllowDuplicateProperties = false };

    public static Result<IReadOnlyList<BatchItem>> Read(ReadOnlyMemory<byte> body)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(body.Span, documentOptions: Strict);
        }
        catch (JsonException wrong)
        {
            return MessageJson.Broken(wrong, Expected);
        }

        return root switch
        {
            JsonObject single => Result<IReadOnlyList<BatchItem>>.Ok([new(string.Empty, Heard(single, body))]),
            JsonArray { Count: > MostEvents } many => new Problem(
                TooMany, $"The batch has {many.Count} events.", Expected: $"at most {MostEvents}"),
            JsonArray many => Result<IReadOnlyList<BatchItem>>.Ok([.. many.Select(Item)]),
            _ => new Problem(MessageJson.NotJson, "The message is not an object.", Expected: Expected),
        };
    }

    /// <param name="headers">Of a request in binary mode.</param>
    public static IReadOnlyList<BatchItem> ReadBinary(
        IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
    {
        var data = MessageJson.Open(body.Span, DeliveryEvents.MaxDepth, "a CDEvent");
        if (!data.IsOk)
        {
            return [new(string.Empty, Result<HeardEvent>.Failed(data.Problems))];
        }

        var message = CloudEvents.FromBinary(headers, data.Value);
        return [new(string.Empty, Heard(message, BytesOf(message)))];
    }

    /// <summary>An event that we made, at its place among others.</summary>
    internal static BatchItem Of(int index, JsonObject message) => Item(message, index);

    private static BatchItem Item(JsonNode? item, int index)
    {
        var path = FieldPath.Item(string.Empty, index);
        var heard = item is JsonObject message ? Heard(message, BytesOf(message)) : NoObject;
        return new(path, heard.IsOk ? heard : Result<HeardEvent>.Failed([.. heard.Problems.Select(
            problem => problem with { Field = problem.Field is null ? path : $"{path}.{problem.Field}" })]));
    }

    private static Result<HeardEvent> Heard(JsonObject message, ReadOnlyMemory<byte> body)
    {
        var told = DeliveryEvents.Parse(message);
        return told.IsOk ? new HeardEvent(told.Value, body) : Result<HeardEvent>.Failed(told.Problems);
    }

    private static byte[] BytesOf(JsonObject message) => Encoding.UTF8.GetBytes(message.ToJsonString(PlatformJson.Options));
}
