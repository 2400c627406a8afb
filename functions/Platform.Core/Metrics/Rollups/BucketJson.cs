using System.Buffers;
using System.Text.Json;

namespace Platform.Core.Metrics.Rollups;

/// <summary>Writes buckets; equal ones give equal bytes.</summary>
public static class BucketJson
{
    private static readonly string[] CountNames = [.. Enum.GetNames<Count>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly string[] MeasureNames = [.. Enum.GetNames<Measure>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static byte[] Bytes(Bucket bucket)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, bucket);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Counts of zero and measures without a value are left out.</summary>
    public static void Write(Utf8JsonWriter writer, Bucket bucket)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("counts");
        foreach (var count in bucket.Counted)
        {
            writer.WriteNumber(CountNames[(int)count], bucket[count]);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("values");
        foreach (var measure in bucket.Measured)
        {
            writer.WritePropertyName(MeasureNames[(int)measure]);
            Write(writer, bucket[measure]!);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Distribution values)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", values.Count);
        writer.WriteNumber("sum", values.Sum);
        writer.WriteNumber("min", values.Min);
        writer.WriteNumber("max", values.Max);
        if (values.Values is { } exact)
        {
            writer.WriteStartArray("exact");
            foreach (var value in exact)
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
        }
        else
        {
            // Pairs, one after the other: a logarithm and how many values have it. Zero, which has none, is null.
            writer.WriteStartArray("bins");
            foreach (var (index, count) in values.Bins!)
            {
                WriteIndex(writer, index);
                writer.WriteNumberValue(count);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteIndex(Utf8JsonWriter writer, int index)
    {
        if (index == Sketch.Zero)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteNumberValue(index);
        }
    }
}
