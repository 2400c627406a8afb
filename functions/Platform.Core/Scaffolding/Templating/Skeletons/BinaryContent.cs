namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>
/// Tells binary files from text by their first bytes, by the rules of npm <c>isbinaryfile</c>, which Backstage uses: a NUL, a
/// PDF,
/// or more than a tenth of bytes that are neither text nor UTF-8. Its guess at protobuf messages is left out.
/// </summary>
internal static class BinaryContent
{
    private const int Scanned = 512;
    private const int Boundary = 3;
    private const int Decisive = 32;

    public static bool Is(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8))
        {
            return true;
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) || IsWide(content))
        {
            return false;
        }

        var head = content[..Math.Min(content.Length, Scanned + Boundary)];
        var end = Math.Min(head.Length, Scanned);
        var suspicious = 0;
        for (var i = 0; i < end; i++)
        {
            if (head[i] == 0)
            {
                return true;
            }

            if (head[i] is (>= 7 and <= 14) or (>= 32 and <= 127))
            {
                continue;
            }

            var (valid, length) = Sequence(head[i..]);
            i += length - 1;
            suspicious += valid ? 0 : 1;
            if (!valid && i >= Decisive && suspicious * 100 / head.Length > 10)
            {
                return true;
            }
        }

        return suspicious * 100 / Math.Max(1, head.Length) > 10;
    }

    /// <summary>UTF-16, UTF-32 or GB 18030 by its byte order mark: text, but not ours to decode.</summary>
    public static bool IsWide(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || content.StartsWith((ReadOnlySpan<byte>)[0x00, 0x00, 0xFE, 0xFF])
        || content.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33]);

    /// <summary>Whether a UTF-8 sequence starts here, and how many bytes that decision used.</summary>
    private static (bool Valid, int Length) Sequence(ReadOnlySpan<byte> bytes)
    {
        var length = bytes[0] switch { >= 0xC0 and <= 0xDF => 2, >= 0xE0 and <= 0xEF => 3, >= 0xF0 and <= 0xF7 => 4, _ => 1 };
        if (length == 1 || bytes.Length < length)
        {
            return (false, 1);
        }

        return bytes[1..length].IndexOfAnyExceptInRange((byte)0x80, (byte)0xBF) < 0 ? (true, length) : (false, 2);
    }
}
