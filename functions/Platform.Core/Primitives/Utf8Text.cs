using System.Text;
using System.Text.Unicode;

namespace Platform.Core.Primitives;

/// <summary>Text files as bytes: UTF-8, with or without a byte order mark. Nothing is replaced silently.</summary>
public static class Utf8Text
{
    public const string NotUtf8 = "file-not-utf8";

    public static Result<string> Decode(string file, ReadOnlySpan<byte> bytes)
    {
        var content = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (Utf8.IsValid(content))
        {
            return Encoding.UTF8.GetString(content);
        }

        var valid = content[..ValidLength(content)];
        var line = valid.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(valid[(valid.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new Problem(
            NotUtf8,
            $"The file is not UTF-8: byte 0x{content[valid.Length]:x2} is no part of a character.",
            Expected: "a text in UTF-8",
            Place: new SourcePlace(file, line, column));
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }
}
