using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Primitives;
using Platform.TestKit.Oracles;

namespace Platform.Core.Tests.Primitives;

/// <summary>What Backstage's <c>catalog:write</c> writes by npm <c>yaml</c>, byte by byte.</summary>
public sealed class YamlWriterTests
{
    private const string Script = """
        import { stringify } from 'yaml';
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        process.stdout.write(JSON.stringify(JSON.parse(text).map((value) => stringify(value))));
        """;

    private static readonly string[] Texts =
    [
        "plain", "", " ", "a b", "yes", "true", "null", "~", "1", "-2.5", "1e3", "0x1f", "1.2.3", "2024-01-01",
        "a: b", "a:b", "a #b",
        "#a", "- a", "-", "-a", "?", "a'b", "a\"b", "a'b\"c", "@a", "`a", "%a", "*a", "&a", "!a", "|", ">a", "[a]", "{a}",
        "a]", "a,b",
        "a:", "a-", "a - b", " a", "a ", "tab\there", "${{ values.name }}", "https://example.com/a?b=c&d=e", "é",
        "line\nbreak", "ends\n", "a\n\nb\n",
        "  first\nline", "user:default/guest", "\\d+", ".inf", "---", "<<", "=", "a\\b", "C:\\x",
        "A sentence that is longer than eighty characters, so that a writer has to fold it where a blank stands in it.",
        "'A quoted sentence' that is longer than eighty characters, so that a writer has to fold it: where a blank stands.",
        "#a sentence that begins oddly and is longer than eighty characters, so that a writer has to fold it 'somewhere'.",
        "https://example.com/an/address/without/blanks/that/is/longer/than/eighty/characters/and/can/not/be/folded/at/all",
    ];

    [Fact]
    public async Task Values_are_written_as_npm_yaml_writes_them()
    {
        List<JsonNode> values =
        [
            .. Texts.Select(text => new JsonObject { ["key"] = text }),
            .. Texts.Select(text =>
                new JsonObject { ["list"] = new JsonArray(text, new JsonObject { ["a"] = text, ["b"] = 1 }) }),
            .. Texts.Where(text => !text.Contains('\n') && text.Length is > 0 and < 40)
                .Select(text => new JsonObject { [text] = true }),
            JsonNode.Parse("""{"a":{"b":{"c":[1,2.5,null,true,[],{}, [1,[2]]]}},"e":{},"l":[],"n":null}""")!,
            JsonNode.Parse("""[{"a":[{"b":1},{"c":2}]}]""")!,
        ];
        var answer = await NodeOracles.RunAsync(
            Script,
            new JsonArray([.. values.Select(value => value.DeepClone())]).ToJsonString(),
            TestContext.Current.CancellationToken);

        var differences = values.Zip(JsonNode.Parse(answer)!.AsArray(), (value, theirs) => (value, theirs: (string)theirs!))
            .Where(pair => pair.theirs != YamlWriter.Write(pair.value))
            .Select(pair => $"{pair.value.ToJsonString()}\n{pair.theirs}{YamlWriter.Write(pair.value)}");

        Assert.Empty(differences);
    }

    [Fact]
    public void What_is_written_reads_as_what_it_was()
    {
        foreach (var text in Texts)
        {
            var value = new JsonObject { ["key"] = text, ["list"] = new JsonArray(text) };

            var read = new YamlDocumentReader().Read("x.yaml", YamlWriter.Write(value))[0];

            Assert.True(
                read.IsOk && JsonNode.DeepEquals(value, read.Value.Root), $"{value.ToJsonString()}: {YamlWriter.Write(value)}");
        }
    }
}
