using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Primitives;

public sealed class MessageJsonTests
{
    [Fact]
    public void A_reason_does_not_repeat_the_whole_of_what_could_not_be_read()
    {
        var opened = MessageJson.Open(Encoding.UTF8.GetBytes("f".PadRight(64 * 1024, 'x')), 8, "an object");

        Assert.Equal(MessageJson.NotJson, opened.Problems[0].Code);
        Assert.InRange(opened.Problems[0].Message.Length, 20, 400);
    }
}
