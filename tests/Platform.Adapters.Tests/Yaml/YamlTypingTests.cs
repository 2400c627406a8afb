using Platform.Adapters.Yaml;

namespace Platform.Adapters.Tests.Yaml;

public sealed class YamlTypingTests
{
    private static readonly YamlDocumentReader Reader = new();

    [Theory]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("Null", "null")]
    [InlineData("nUll", "\"nUll\"")]
    [InlineData("true", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("0123", "123")]
    [InlineData("-0", "0")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("-0x1F", "\"-0x1F\"")]
    [InlineData("0b11", "\"0b11\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("1.0", "1")]
    [InlineData("1.10", "1.1")]
    [InlineData("1.", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("12345678901234567890", "12345678901234567000")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2020-01-01", "\"2020-01-01\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("!!int \"7\"", "7")]
    [InlineData("!Ref thing", "\"thing\"")]
    [InlineData("|\n  1\n", "\"1\\n\"")]
    public void A_scalar_has_the_type_of_the_core_schema(string yaml, string json)
    {
        var document = Assert.Single(Reader.Read("a.yaml", $"v: {yaml}"));

        Assert.True(document.IsOk, string.Join('\n', document.Problems));
        var value = document.Value.Root!["v"];
        var number = json.Length > 0 && (char.IsAsciiDigit(json[0]) || json[0] == '-');
        Assert.True(number
            ? value!.GetValueKind() == System.Text.Json.JsonValueKind.Number
            && double.Parse(json) == double.Parse(value.ToJsonString())
            : (value?.ToJsonString() ?? "null") == json);
    }

    [Fact]
    public void Keys_are_texts_as_JavaScript_prints_them()
    {
        var root = Assert.Single(Reader.Read("a.yaml", "1.0: a\ntrue: b\n~: c\n0x10: d\n<<: e\n")).Value!.Root!.AsObject();

        Assert.Equal(["1", "true", "", "16", "<<"], root.Select(member => member.Key));
    }

    [Theory]
    [InlineData("v: .inf", "yaml-number-not-finite")]
    [InlineData("v: 1e999", "yaml-number-not-finite")]
    [InlineData("v: .nan", "yaml-number-not-finite")]
    [InlineData("v: !!binary aGk=", "yaml-tag-unsupported")]
    [InlineData("? [a]\n: 1", "yaml-key-not-scalar")]
    [InlineData("v: *nowhere", "yaml-alias-unknown")]
    [InlineData("v: &a [*a]", "yaml-alias-cycle")]
    [InlineData("v: [1", "yaml-syntax")]
    [InlineData("v: 'open", "yaml-syntax")]
    [InlineData("a: 1\n\tb: 2", "yaml-syntax")]
    [InlineData("a: 1\na: 2", "yaml-duplicate-key")]
    public void What_has_no_JSON_value_is_a_problem_with_a_stable_code(string yaml, string code)
    {
        var problem = Assert.Single(Assert.Single(Reader.Read("a.yaml", yaml)).Problems);

        Assert.Equal(code, problem.Code);
        Assert.Equal("a.yaml", problem.Place!.File);
    }
}
