using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Platform.Core.Scaffolding.Publishing;

/// <summary>Decides which file bodies may travel as text in a tree and which must be uploaded as blobs first.</summary>
public static class InlineText
{
    /// <summary>Bigger files go as blobs, so that one file can't fill a tree request.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>True only when the text gives back exactly these bytes: UTF-8, no NUL, no byte order mark.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> content, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (content.Length > MaxBytes || content.Contains((byte)0) || content.StartsWith(Encoding.UTF8.Preamble))
        {
            return false;
        }

        try
        {
            text = Strict.GetString(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
