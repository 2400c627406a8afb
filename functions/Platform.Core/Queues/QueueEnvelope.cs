using System.Buffers;
using System.Text.Json;

namespace Platform.Core.Queues;

/// <summary>
/// What travels with a message that the platform sends to itself:
/// <c>{"traceparent":…,"tracestate":…,"returned":…,"message":{…}}</c>. The content is the message as its contract knows it.
/// Whoever sends from outside needs no envelope; a <c>traceparent</c> and a
/// <c>tracestate</c> in the message itself, which CloudEvents has for this purpose, do the same.
/// </summary>
/// <param name="Content">The bytes of the message without the envelope.</param>
/// <param name="TraceParent">The sender's trace by W3C Trace Context, as it came; null without one.</param>
/// <param name="Returned">How often the message was given back to its queue after its attempts were cut off.</param>
public sealed record QueueEnvelope(
    ReadOnlyMemory<byte> Content, string? TraceParent = null, string? TraceState = null, int Returned = 0)
{
    private const string Message = "message";
    private const int LongestTraceState = 512;

    private static readonly JsonReaderOptions Depth = new() { MaxDepth = 64 };

    /// <value>Only a JSON object can be carried by an envelope.</value>
    public bool CanTravel => IsObject(Content.Span);

    /// <summary>Any bytes are a message; what is no envelope is its own content.</summary>
    public static QueueEnvelope Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            return Parse(message);
        }
        catch (JsonException)
        {
            return new(message);
        }
    }

    /// <summary>The content itself when there is nothing to add, or nothing can be added to it.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        if ((TraceParent is null && Returned == 0) || !CanTravel)
        {
            return Content;
        }

        var buffer = new ArrayBufferWriter<byte>(Content.Length + 256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        WriteText(json, "traceparent", TraceParent);
        WriteText(json, "tracestate", TraceState is { Length: > LongestTraceState } ? null : TraceState);
        if (Returned > 0)
        {
            json.WriteNumber("returned", Returned);
        }

        json.WritePropertyName(Message);
        json.WriteRawValue(Content.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static QueueEnvelope Parse(ReadOnlyMemory<byte> message)
    {
        var read = new QueueEnvelope(message);
        ReadOnlyMemory<byte>? content = null;
        var isEnvelope = true;
        var reader = new Utf8JsonReader(message.Span, Depth);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return read;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            switch (name, reader.TokenType)
            {
                case ("traceparent", JsonTokenType.String):
                    read = read with { TraceParent = reader.GetString() };
                    break;
                case ("tracestate", JsonTokenType.String):
                    read = read with { TraceState = reader.GetString() };
                    break;
                case ("returned", JsonTokenType.Number) when reader.TryGetInt32(out var returned):
                    read = read with { Returned = returned };
                    break;
                case (Message, JsonTokenType.StartObject):
                    reader.Skip();
                    content = message[start..(int)reader.BytesConsumed];
                    break;
                default:
                    isEnvelope = false;
                    reader.Skip();
                    break;
            }
        }

        // What follows the object makes it no JSON: reading on finds out.
        reader.Read();
        return isEnvelope && content is { } inner ? read with { Content = inner } : read with { Returned = 0 };
    }

    private static bool IsObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Depth);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
