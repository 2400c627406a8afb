using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Core.Tests.Scaffolding.Secrets;

public sealed class SecretRedactorTests
{
    private const string Secret = "S3cr\"t+<v@lue>/ü&x=~%'\n2nd-line-of-it";

    private readonly SecretRedactor _redactor = new([Secret]);

    public static TheoryData<string> Written => new()
    {
        Secret,
        Secret.ToUpperInvariant(),
        Uri.EscapeDataString(Secret),
        Uri.EscapeDataString(Secret).ToLowerInvariant(),
        WebUtility.UrlEncode(Secret),
        Uri.EscapeDataString(Uri.EscapeDataString(Secret)),
        JsonSerializer.Serialize(Secret),
        PlatformJson.Serialize(Secret),
        JsonSerializer.Serialize(JsonSerializer.Serialize(Secret)),
        WebUtility.HtmlEncode(Secret),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("a" + Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + Secret + "and more")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))),
        "... 2nd-line-of-it",
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void A_secret_is_covered_in_whatever_way_it_is_written(string written)
    {
        var covered = _redactor.Redact($"before {written} after");

        Assert.StartsWith("before ", covered);
        Assert.EndsWith(" after", covered);
        // What may be left beside the stars are the digits that it shares with its neighbours.
        Assert.True(covered.Length < "before  after".Length + 30, covered);
        Assert.Contains(SecretRedactor.Stars, covered);
    }

    [Fact]
    public void What_is_cut_off_in_the_middle_of_a_secret_shows_no_half_of_it() =>
        Assert.Equal("It is *** ...", new SecretRedactor(["abcdefghijklmnop"]).Redact("It is abcdefgh ..."));

    [Fact]
    public void A_short_value_is_covered_only_where_it_is_the_whole_text()
    {
        var redactor = new SecretRedactor(["abc"]);

        Assert.Equal(("***", "abcdef is a word"), (redactor.Redact("abc"), redactor.Redact("abcdef is a word")));
    }

    [Fact]
    public void A_secret_that_holds_another_is_covered_whole() => Assert.Equal(
        "***, ***", new SecretRedactor(["12345678", "a-12345678-b"]).Redact("a-12345678-b, 12345678"));

    [Fact]
    public void Every_text_number_and_name_of_a_value_is_covered()
    {
        var redactor = new SecretRedactor(["12345678"]);
        var value = JsonNode.Parse("""{"a":["x12345678"],"n":12345678,"12345678":true,"rest":[1,null,false,"y"]}""");

        Assert.Equal(
            """{"a":["x***"],"n":"***","***":true,"rest":[1,null,false,"y"]}""", redactor.Redact(value)!.ToJsonString());
    }

    [Fact]
    public void Where_nothing_is_hidden_everything_stays_as_it_is() => Assert.Equal(
        ("text", "", "*"),
        (SecretRedactor.None.Redact("text"), _redactor.Redact(string.Empty), new SecretRedactor([""]).Redact("*")));
}
