using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;

namespace Platform.Adapters.Tests.Yaml;

/// <summary>JSON is YAML: what is written as JSON reads back as the same value, for thousands of random values.</summary>
public sealed class YamlRoundTripTests
{
    private static readonly string[] Texts =
    [
        "", "a", "true", "1", "~", " x ", "a: b", "# c", "line\nline", "tab\there", "\"", "'", "\\", "é", "日本", "😀", "- a", "<<",
    ];

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        var random = new Random(2026);
        for (var i = 0; i < 3000; i++)
        {
            var value = Value(random, depth: 0);
            var text = new JsonObject { ["value"] = value }.ToJsonString();

            var read = Assert.Single(new YamlDocumentReader().Read("a.json", text));

            Assert.True(read.IsOk, $"{text}: {string.Join("; ", read.Problems)}");
            Assert.True(JsonNode.DeepEquals(value, read.Value.Root!["value"]), $"{text} became {read.Value.Root.ToJsonString()}");
        }
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 4 ? 5 : 7) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-1000, 1000),
        3 => Math.Round(random.NextDouble() * 1000, 3) + 0.5,
        4 => Texts[random.Next(Texts.Length)],
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(
            index => KeyValuePair.Create($"{Texts[random.Next(Texts.Length)]}{index}x", Value(random, depth + 1)))),
    };
}
