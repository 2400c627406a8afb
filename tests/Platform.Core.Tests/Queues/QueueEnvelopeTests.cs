using System.Text;
using CsCheck;
using Platform.Core.Queues;

namespace Platform.Core.Tests.Queues;

public sealed class QueueEnvelopeTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""  { "a" : [ {"message":{}} , "x" ] }  """)]
    [InlineData("""{"message":{"inner":true}}""")]
    [InlineData("{}")]
    public void What_was_sent_arrives_byte_by_byte_with_its_trace(string content)
    {
        var sent = new QueueEnvelope(Bytes(content), Trace, "vendor=1", Returned: 2);

        var read = QueueEnvelope.Read(sent.Write());

        Assert.Equal(content.Trim(), Text(read.Content));
        Assert.Equal((Trace, "vendor=1", 2), (read.TraceParent, read.TraceState, read.Returned));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("null")]
    [InlineData("""{"message":{},"more":1}""")]
    [InlineData("""{"message":"no object","returned":1}""")]
    [InlineData("""{"returned":3}""")]
    public void What_is_no_envelope_is_its_own_content(string message)
    {
        var read = QueueEnvelope.Read(Bytes(message));

        Assert.Equal(message, Text(read.Content));
        Assert.Equal(0, read.Returned);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[]")]
    public void What_is_no_JSON_object_travels_without_an_envelope(string content)
    {
        var envelope = new QueueEnvelope(Bytes(content), Trace, Returned: 1);

        Assert.False(envelope.CanTravel);
        Assert.Equal(content, Text(envelope.Write()));
    }

    [Fact]
    public void Without_a_trace_nothing_is_put_around_a_message() =>
        Assert.Equal("{}", Text(new QueueEnvelope(Bytes("{}")).Write()));

    [Fact]
    public void A_trace_in_the_message_itself_is_read_and_stays_there()
    {
        var message = $$"""{"specversion":"1.0","traceparent":"{{Trace}}","tracestate":"a=b"}""";

        var read = QueueEnvelope.Read(Bytes(message));

        Assert.Equal((Trace, "a=b"), (read.TraceParent, read.TraceState));
        Assert.Equal(message, Text(read.Content));
    }

    [Fact]
    public void Any_bytes_can_be_read() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        var read = QueueEnvelope.Read(bytes);
        Assert.True(read.Content.Span.SequenceEqual(bytes));
    });

    [Fact]
    public void Text_of_braces_and_names_never_breaks_the_reader()
    {
        string[] parts = ["{", "}", "\"message\"", ":", ",", "\"traceparent\"", "\"x\"", "1", "[", "]", " "];

        Gen.Int[0, parts.Length - 1].Array[0, 14].Sample(chosen =>
            Assert.NotNull(QueueEnvelope.Read(Bytes(string.Concat(chosen.Select(index => parts[index]))))));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
