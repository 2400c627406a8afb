using System.Buffers;

namespace Platform.Core.Metrics.Rollups;

/// <summary>
/// Buckets as rows keep them: numbers of variable length, values and logarithms as differences from the one before. Equal buckets
/// give equal bytes. Counts and measures are known by their place in their enumeration, so those may only grow at their ends.
/// </summary>
public static class BucketBytes
{
    private const byte Version = 1;

    public static byte[] Write(Bucket bucket)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write([Version]);
        List<Count> counts = [.. bucket.Counted];
        output.Put(counts.Count);
        foreach (var count in counts)
        {
            output.Put((int)count);
            output.Put(bucket[count]);
        }

        List<Measure> measures = [.. bucket.Measured];
        output.Put(measures.Count);
        foreach (var measure in measures)
        {
            output.Put((int)measure);
            Write(output, bucket[measure]!);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <param name="accuracy">Of the sketches; what was written with another one is not to be read with this.</param>
    public static Bucket Read(ReadOnlySpan<byte> bytes, double accuracy)
    {
        var input = new VarintReader(bytes);
        if (input.Byte() != Version)
        {
            throw new InvalidDataException("The bucket is of another version.");
        }

        var counts = new long[Bucket.Counts];
        for (var left = input.Number(); left > 0; left--)
        {
            var index = (int)input.Number();
            counts[index] = input.Number();
        }

        var distributions = new Distribution?[Bucket.Measures];
        for (var left = input.Number(); left > 0; left--)
        {
            var index = (int)input.Number();
            distributions[index] = Read(ref input, accuracy);
        }

        return new(counts, distributions);
    }

    private static void Write(ArrayBufferWriter<byte> output, Distribution values)
    {
        output.Put(values.Count);
        output.Put(values.Sum);
        output.Put(values.Min);
        output.Put(values.Max);
        if (values.Values is { } exact)
        {
            output.Put(0);
            var before = 0L;
            foreach (var value in exact)
            {
                output.Put(value - before);
                before = value;
            }

            return;
        }

        // Zero has no logarithm; its bin is the first, if there is one.
        var bins = values.Bins!;
        var zeros = bins[0].Key == Sketch.Zero ? bins[0].Value : 0;
        output.Put(zeros > 0 ? bins.Count : bins.Count + 1);
        output.Put(zeros);
        var index = 0;
        foreach (var bin in bins.Where(bin => bin.Key != Sketch.Zero))
        {
            output.Put(bin.Key - index);
            output.Put(bin.Value);
            index = bin.Key;
        }
    }

    private static Distribution Read(ref VarintReader input, double accuracy)
    {
        var (count, sum, least, most) = (input.Number(), input.Number(), input.Number(), input.Number());
        var parts = input.Number();
        if (parts == 0)
        {
            var values = new long[count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = input.Number() + (i > 0 ? values[i - 1] : 0);
            }

            return new(values);
        }

        var bins = new List<KeyValuePair<int, long>>((int)parts);
        if (input.Number() is > 0 and var zeros)
        {
            bins.Add(new(Sketch.Zero, zeros));
        }

        var index = 0;
        for (var left = parts - 1; left > 0; left--)
        {
            index += (int)input.Number();
            bins.Add(new(index, input.Number()));
        }

        return new(new Sketch(count, sum, least, most, [.. bins], Sketch.GammaOf(accuracy)));
    }

    private static void Put(this ArrayBufferWriter<byte> output, long number)
    {
        // Zigzag, so that small negative numbers are short, too.
        var rest = (ulong)((number << 1) ^ (number >> 63));
        while (rest >= 0x80)
        {
            output.Write([(byte)(rest | 0x80)]);
            rest >>= 7;
        }

        output.Write([(byte)rest]);
    }
}

/// <summary>Reads numbers of variable length.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte()
    {
        var first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    public long Number()
    {
        var (number, shift) = (0UL, 0);
        byte part;
        do
        {
            part = Byte();
            number |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return (long)(number >> 1) ^ -(long)(number & 1);
    }
}
