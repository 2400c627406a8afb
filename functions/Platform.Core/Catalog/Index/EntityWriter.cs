using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>Writes an entity by copying its JSON and putting in, at known places, what changes without it.</summary>
internal static class EntityWriter
{
    private const string Time = "yyyy-MM-dd\\THH:mm:ss.fff\\Z";

    public static void Write(
        IBufferWriter<byte> output, IndexEntry entry, GraphEdge[] relations, DateTimeOffset verifiedAt)
    {
        var body = entry.Body.Span;
        var at = entry.Annotations > 0 ? entry.Annotations : entry.Metadata;
        output.Write(body[..at]);
        output.Write(entry.Annotations > 0 ? "\""u8 : "\"annotations\":{\""u8);
        WriteText(output, EntityMarks.VerifiedAt);
        output.Write("\":\""u8);
        WriteText(output, verifiedAt.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        output.Write(entry.Annotations > 0 ? "\""u8 : "\"}"u8);
        if (body[at] != '}')
        {
            output.Write(","u8);
        }

        output.Write(body[at..^1]);
        output.Write(",\"relations\":["u8);
        for (var i = 0; i < relations.Length; i++)
        {
            output.Write(i == 0 ? "{\"type\":\""u8 : ",{\"type\":\""u8);
            WriteText(output, relations[i].Type);
            output.Write("\",\"targetRef\":\""u8);
            WriteText(output, relations[i].Other.Ref.Canonical);
            output.Write("\"}"u8);
        }

        output.Write("]}"u8);
    }

    /// <summary>References that dangle may hold any character.</summary>
    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or '"' or '\\' or > '~')
            {
                output.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
                return;
            }
        }

        Encoding.ASCII.GetBytes(text, output);
    }
}
