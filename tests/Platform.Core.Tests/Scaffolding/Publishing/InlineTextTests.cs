using System.Text;
using CsCheck;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Tests.Scaffolding.Publishing;

public sealed class InlineTextTests
{
    [Fact]
    public void Whatever_is_decoded_gives_the_same_bytes_again() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
            !InlineText.TryDecode(bytes, out var text) || Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Text_of_any_language_travels_inline() =>
        Assert.True(InlineText.TryDecode("größer → 🚀\r\n"u8, out _));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41 })]
    [InlineData(new byte[] { 0x41, 0x00, 0x42 })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x41 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Bytes_that_a_string_would_not_keep_go_as_a_blob(byte[] bytes) =>
        Assert.False(InlineText.TryDecode(bytes, out _));

    [Fact]
    public void A_big_file_goes_as_a_blob()
    {
        Assert.True(InlineText.TryDecode(Encoding.ASCII.GetBytes(new string('a', InlineText.MaxBytes)), out _));
        Assert.False(InlineText.TryDecode(Encoding.ASCII.GetBytes(new string('a', InlineText.MaxBytes + 1)), out _));
    }
}
