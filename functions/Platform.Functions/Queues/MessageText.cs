using System.Buffers.Text;
using System.Text;

namespace Platform.Functions.Queues;

/// <summary>
/// What a message says, sent as base64, as the storage SDKs for Functions do, or as plain JSON, as <c>az storage message put</c>
/// does. The host leaves decoding to us (host.json's <c>messageEncoding</c> is none): a text that is neither then still reaches
/// the place that records why it failed, where the host's own decoder would only move it on.
/// </summary>
internal static class MessageText
{
    public static ReadOnlyMemory<byte> Decode(BinaryData message)
    {
        var text = message.ToMemory();
        // No base64 text begins with a brace, so nothing can be read both ways.
        return Encoding.UTF8.GetString(text.Span).TrimStart() is ['{', ..] || !Base64.IsValid(text.Span)
            ? text
            : Convert.FromBase64String(Encoding.ASCII.GetString(text.Span));
    }
}
