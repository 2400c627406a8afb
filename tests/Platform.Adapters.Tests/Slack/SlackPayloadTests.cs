using System.Text.Json.Nodes;
using Platform.Adapters.Slack;
using Platform.Core.ChatOps.Messages;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackPayloadTests
{
    [Fact]
    public void Text_of_users_is_escaped_wherever_it_stands()
    {
        const string Evil = "<!channel> & <https://evil.example|click>";
        var payload = SlackPayload.Of(new(
            "Title", Facts: [new(Evil, Evil)], Sections: [new(Evil, Evil), new(Evil, Verbatim: true)], Links: [new(Evil, Evil)]));

        var texts = Texts(payload).Append((string)payload["text"]!).ToList();
        Assert.All(texts, text => Assert.DoesNotContain("<", text, StringComparison.Ordinal));
        Assert.Contains(
            texts, text => text.Contains("&lt;!channel&gt; &amp; &lt;https://evil.example", StringComparison.Ordinal));
    }

    [Fact]
    public void A_title_is_plain_text_that_needs_no_escape()
    {
        var header = SlackPayload.Of(new("a < b & c"))["blocks"]![0]!;

        Assert.Equal(("header", "plain_text", "a < b & c"), (
            (string)header["type"]!, (string)header["text"]!["type"]!, (string)header["text"]!["text"]!));
    }

    [Fact]
    public void A_link_is_a_link_and_its_title_can_not_end_it()
    {
        var text = Texts(SlackPayload.Of(new("T", Links: [new("a|b>c\nd", "https://example.com/x?a=1&b=|")]))).Last();

        Assert.Equal("<https://example.com/x?a=1&amp;b=%7C|a¦b&gt;c d>", text);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("file:///etc/passwd")]
    public void An_address_that_is_not_of_the_web_is_text(string url) =>
        Assert.Equal($"x: {url}", Texts(SlackPayload.Of(new("T", Links: [new("x", url)]))).Last());

    [Fact]
    public void A_fence_within_verbatim_text_does_not_end_it()
    {
        var text = Texts(SlackPayload.Of(new("T", Sections: [new("a ``` b", "Paste", Verbatim: true)]))).Last();

        Assert.Equal("*Paste*\n```\na ʼʼʼ b\n```", text);
    }

    [Fact]
    public void There_is_always_text_for_those_who_see_no_blocks()
    {
        var payload = SlackPayload.Of(new(
            "Ready", ChatSeverity.Success, [new("Took", "3 s")], [new("Well done.", "Note")],
            [new("Repository", "https://x.example/")]));

        Assert.Equal("Ready\nTook: 3 s\nNote:\nWell done.\nRepository: https://x.example/", (string)payload["text"]!);
    }

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 100_000, 1 }, { 200, 10, 0 }, { 0, 0, 300 }, { 60, 4_000, 60 }, { 3, 2_901, 11 }, { 2, 6_000, 9 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Whatever_there_is_to_say_fits_Slacks_limits(int sections, int length, int facts)
    {
        // Every letter grows fivefold when it is escaped, and nothing tells where to cut.
        foreach (var letter in (string[])["&", "x", "😀", "a\n"])
        {
            var text = string.Concat(Enumerable.Repeat(letter, length / letter.Length));
            foreach (var verbatim in (bool[])[true, false])
            {
                var payload = SlackPayload.Of(new(
                    text + "T",
                    Facts: [.. Enumerable.Range(0, facts).Select(number => new ChatFact($"{number}", text))],
                    Sections: [.. Enumerable.Range(0, sections).Select(_ => new ChatSection(text, "Heading", verbatim))]));

                AssertFits(payload);
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var sections = Enumerable.Range(0, 60).Select(number => new ChatSection($"{number}"));

        var payload = SlackPayload.Of(new("T", Sections: [.. sections]));

        Assert.Equal("… 16 more parts did not fit.", Texts(payload).Last());
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a &lt;b&gt; &amp;amp;", "a <b> &amp;")]
    [InlineData("see <https://example.com/x>", "see https://example.com/x")]
    [InlineData("homepage=<https://example.com/x|example.com/x>", "homepage=https://example.com/x")]
    [InlineData("mail=<mailto:a@example.com|a@example.com>", "mail=a@example.com")]
    [InlineData("<@U123|ann>", "<@U123|ann>")]
    public void What_a_person_typed_is_restored(string sent, string typed) => Assert.Equal(typed, SlackText.Unescape(sent));

    private static void AssertFits(JsonObject payload)
    {
        var blocks = payload["blocks"]!.AsArray();
        Assert.InRange(blocks.Count, 1, 50);
        Assert.InRange(((string)payload["text"]!).Length, 1, 4_000);
        Assert.InRange(((string)blocks[0]!["text"]!["text"]!).Length, 1, 150);
        foreach (var block in blocks.Skip(1).Select(block => block!))
        {
            Assert.InRange(((string?)block["text"]?["text"] ?? "x").Length, 1, 3_000);
            var fields = block["fields"] as JsonArray ?? [];
            Assert.InRange(fields.Count, 0, 10);
            Assert.All(fields, field => Assert.InRange(((string)field!["text"]!).Length, 1, 2_000));
        }

        Assert.InRange(Texts(payload).Sum(text => text.Length), 1, 13_000);
        Assert.All(Texts(payload), AssertWhole);
    }

    /// <summary>No escape and no letter is cut in two.</summary>
    private static void AssertWhole(string text)
    {
        Assert.DoesNotMatch(@"&(?!amp;|lt;|gt;)", text);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static List<string> Texts(JsonObject payload) =>
    [
        .. payload["blocks"]!.AsArray().Skip(1).SelectMany(block => (block!["fields"] as JsonArray ?? []).Append(block["text"]))
            .OfType<JsonObject>().Select(text => (string)text["text"]!),
    ];
}
