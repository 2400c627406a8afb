using Platform.Core.Primitives;

namespace Platform.Core.Tests.Primitives;

public sealed class Utf8TextTests
{
    [Fact]
    public void A_byte_order_mark_is_no_content() =>
        Assert.Equal("aé", Utf8Text.Decode("a.yaml", "\uFEFFaé"u8).Value);

    [Theory]
    [InlineData(new byte[] { 0xff }, 1, 1)]
    [InlineData(new byte[] { 0x61, 0x0a, 0xc3, 0xa9, 0x62, 0x80 }, 2, 3)]
    [InlineData(new byte[] { 0x61, 0xe2, 0x82 }, 1, 2)]
    public void What_is_not_UTF_8_is_refused_at_its_place(byte[] bytes, int line, int column)
    {
        var problem = Utf8Text.Decode("a.yaml", bytes).Problems.Single();

        Assert.Equal((Utf8Text.NotUtf8, line, column), (problem.Code, problem.Place!.Line, problem.Place.Column));
    }
}
