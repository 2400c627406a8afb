using Platform.Core.ChatOps.Commands;

namespace Platform.Core.Tests.ChatOps;

public sealed class CommandLineTests
{
    [Fact]
    public void Words_values_and_flags_are_told_apart()
    {
        var line = Parse("new node-service name=orders owner=group:default/team-a --keep --reason=none");

        Assert.Equal(["new", "node-service"], line.Words);
        Assert.Equal([new("name", "orders"), new("owner", "group:default/team-a")], line.Values);
        Assert.Equal([new("keep", ""), new("reason", "none")], line.Flags);
        Assert.Equal("new", line.Verb);
    }

    [Theory]
    [InlineData("description=\"two words\"", "two words")]
    [InlineData("description='two words'", "two words")]
    [InlineData("description=“two words”", "two words")]
    [InlineData("description=„two words“", "two words")]
    [InlineData("description=‘two words’", "two words")]
    [InlineData("description=\"two words”", "two words")]
    [InlineData("description=\"say \\\"hi\\\" twice\"", "say \"hi\" twice")]
    [InlineData("description=\"back\\\\slash\"", "back\\slash")]
    [InlineData("description=Ann’s", "Ann’s")]
    [InlineData("description=it's", "it's")]
    [InlineData("description='it's fine'", "it's fine")]
    [InlineData("description=a=b", "a=b")]
    [InlineData("description=\"\"", "")]
    [InlineData("description=", "")]
    [InlineData("description=\"a\"b c\"", "a\"b c")]
    public void A_value_is_read_as_people_type_it(string text, string value) =>
        Assert.Equal([new("description", value)], Parse(text).Values);

    [Fact]
    public void A_dash_that_a_phone_has_joined_still_begins_a_flag()
    {
        Assert.Equal([new("keep-on-failure", "")], Parse("—keep-on-failure").Flags);
        Assert.Equal([new("keep-on-failure", "")], Parse("–keep-on-failure").Flags);
        Assert.Equal([new("reason", "two words")], Parse("—reason=“two words”").Flags);
    }

    [Fact]
    public void What_is_in_quotes_is_a_word_whatever_it_looks_like() =>
        Assert.Equal(["--keep", "a=b"], Parse("\"--keep\" 'a=b'").Words);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B\t\n\u00A0")]
    public void Nothing_is_no_word(string text)
    {
        Assert.Empty(Parse(text).Words);
        Assert.Null(Parse(text).Verb);
    }

    [Fact]
    public void Blanks_of_any_kind_part_words_and_invisible_letters_are_dropped() =>
        Assert.Equal(["who", "owns", "orders"], Parse(" who\u00A0owns\t\u200Borders\u2060 ").Words);

    [Theory]
    [InlineData("=x", "=x")]
    [InlineData("1=x", "1=x")]
    [InlineData("https://x/?a=b", "https://x/?a=b")]
    [InlineData("--", "--")]
    public void What_only_looks_like_a_value_or_flag_is_a_word(string text, string word) =>
        Assert.Equal([word], Parse(text).Words);

    [Theory]
    [InlineData("name=\"orders", "quote-unterminated")]
    [InlineData("'orders", "quote-unterminated")]
    [InlineData("name=a name=b", "key-repeated")]
    public void What_can_not_be_read_is_refused_by_name(string text, string code) =>
        Assert.Equal(code, Assert.Single(CommandLine.Parse(text).Problems).Code);

    [Theory]
    [InlineData("orders")]
    [InlineData("two words")]
    [InlineData("say \"hi\"")]
    [InlineData("back\\slash")]
    [InlineData("")]
    [InlineData("'quoted'")]
    [InlineData("a=b")]
    [InlineData("ends with\"")]
    public void A_quoted_value_reads_back_as_itself(string value) =>
        Assert.Equal([new("x", value)], Parse($"x={CommandText.Quote(value)}").Values);

    private static CommandLine Parse(string text)
    {
        var line = CommandLine.Parse(text);
        Assert.Empty(line.Problems);
        return line.Value!;
    }
}
