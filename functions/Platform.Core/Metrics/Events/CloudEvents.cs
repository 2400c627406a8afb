using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Events;

/// <summary>
/// The envelope: CloudEvents 1.0 in structured or binary mode, and a CDEvent without one, whose context says the same.
/// </summary>
internal static class CloudEvents
{
    private const string HeaderPrefix = "ce-";

    /// <summary>Wraps a CDEvent that came without an envelope; leaves everything else as it is.</summary>
    public static JsonObject Enveloped(JsonObject message)
    {
        if (message.ContainsKey("specversion") || message["context"] is not JsonObject context)
        {
            return message;
        }

        var data = message.Parent is null ? message : message.DeepClone();
        var envelope = new JsonObject { ["specversion"] = "1.0", ["data"] = data };
        foreach (var name in new[] { "id", "source", "type" })
        {
            if (context[name] is { } value)
            {
                envelope[name] = value.DeepClone();
            }
        }

        return envelope;
    }

    /// <summary>Puts a message in binary mode together: attributes from the headers <c>ce-*</c>, data from the body.</summary>
    public static JsonObject FromBinary(IEnumerable<KeyValuePair<string, string>> headers, JsonNode? data)
    {
        var message = new JsonObject();
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
            {
                message[name[HeaderPrefix.Length..].ToLowerInvariant()] = Uri.UnescapeDataString(value);
            }
        }

        message["data"] = data;
        return message;
    }

    /// <returns>The event's data, from <c>data</c> or <c>data_base64</c>; null after a problem.</returns>
    public static JsonObject? Data(FieldChecks checks, JsonObject message)
    {
        if (message["data"] is not null || message["data_base64"] is null)
        {
            return checks.Object(message, string.Empty, "data", required: true);
        }

        var text = checks.Text(message, string.Empty, "data_base64", expected: "base64 of a JSON object");
        if (text is not null && Decoded(text) is { } data)
        {
            return data;
        }

        if (text is not null)
        {
            checks.Add(FieldChecks.WrongFormat, "data_base64", JsonValue.Create(text), "base64 of a JSON object");
        }

        return null;
    }

    private static JsonObject? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        var opened = MessageJson.Open(bytes.AsSpan(0, length), DeliveryEvents.MaxDepth, "a CDEvent");
        return opened.Value;
    }
}
