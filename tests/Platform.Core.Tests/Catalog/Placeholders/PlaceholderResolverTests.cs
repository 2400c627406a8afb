using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.TestKit.Catalog;

namespace Platform.Core.Tests.Catalog.Placeholders;

public sealed class PlaceholderResolverTests
{
    private readonly MemoryTexts _texts = new();

    [Fact]
    public async Task Texts_and_values_take_their_places_and_all_else_stays()
    {
        _texts["a.md"] = "# hello\n";
        _texts["b.json"] = """{"x": [1, null]}""";
        _texts["c.yaml"] = "y: true\n";

        var resolved = await ResolveAsync("""
            {"t": {"$text": "a.md"}, "j": [{"$json": "b.json"}], "y": {"$yaml": "c.yaml"}, "r": {"$ref": "a.md"}, "n": null}
            """);

        Assert.Equal(
            """{"t":"# hello\n","j":[{"x":[1,null]}],"y":{"y":true},"r":{"$ref":"a.md"},"n":null}""",
            resolved.Document!.Root!.ToJsonString());
        Assert.Equal(["url:a.md", "url:b.json", "url:c.yaml"], resolved.Keys);
    }

    [Fact]
    public async Task What_is_brought_in_is_not_searched_for_more()
    {
        _texts["a.json"] = """{"$text": "b"}""";

        var resolved = await ResolveAsync("""{"x": {"$json": "a.json"}}""");

        Assert.Equal("""{"x":{"$text":"b"}}""", resolved.Document!.Root!.ToJsonString());
        Assert.Equal(["a.json"], _texts.Reads);
    }

    [Fact]
    public async Task The_same_text_is_read_once()
    {
        _texts["a"] = "x";

        await ResolveAsync("""{"x": {"$text": "a"}, "y": {"$text": "a"}}""");

        Assert.Equal(["a"], _texts.Reads);
    }

    [Theory]
    [InlineData("$yaml", "a: 1\n---\nb: 2\n", PlaceholderCodes.Content)]
    [InlineData("$yaml", "", PlaceholderCodes.Content)]
    [InlineData("$yaml", "a: [", PlaceholderCodes.Content)]
    [InlineData("$json", "{a: 1}", PlaceholderCodes.Content)]
    [InlineData("$openapi", "paths: {$ref: 'x.yaml'}", PlaceholderCodes.Unreadable)]
    [InlineData("$openapi", "paths: {$ref: 'a#/nowhere'}\nother: {$ref: 'b#/nowhere'}", PlaceholderCodes.Content)]
    public async Task Wrong_content_is_a_problem_of_the_placeholder(string key, string content, string code)
    {
        _texts["a"] = content;
        _texts["b"] = "{}";

        var problem = Assert.Single((await ResolveAsync($$$"""{"spec": {"definition": {"{{{key}}}": "a"} } }""")).Problems);

        Assert.Equal((code, "spec.definition"), (problem.Code, problem.Field));
        Assert.NotNull(problem.Place);
    }

    [Fact]
    public async Task An_interface_description_gets_its_files_in_one()
    {
        _texts["api.yaml"] = """
            paths:
              /pets: { get: { schema: { $ref: 'models/pet.yaml#/Pet', title: mine } } }
              /own: { $ref: '#/paths/~1pets' }
            again: { $ref: 'models/pet.yaml#/Pet' }
            """;
        _texts["models/pet.yaml"] = """
            Pet: { type: object, properties: { parent: { $ref: '#/Pet' }, kind: { $ref: 'kind.yaml' } } }
            """;
        _texts["models/kind.yaml"] = "enum: [cat]";

        var resolved = await ResolveAsync("""{"definition": {"$openapi": "api.yaml"}}""");

        var text = resolved.Document!.Root!["definition"]!.GetValue<string>();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "paths": {
                "/pets": {"get": {"schema": {
                  "type": "object",
                  "properties": {
                    "parent": {"$ref": "#/paths/~1pets/get/schema"},
                    "kind": {"enum": ["cat"]}
                  },
                  "title": "mine"
                }}},
                "/own": {"$ref": "#/paths/~1pets"}
              },
              "again": {"$ref": "#/paths/~1pets/get/schema"}
            }
            """), JsonNode.Parse(text)), text);
    }

    [Fact]
    public async Task A_description_without_other_files_stays_as_it_is_written()
    {
        _texts["api.yaml"] = "# a comment\na: {$ref: '#/b'}\nb: 1\n";

        var resolved = await ResolveAsync("""{"definition": {"$asyncapi": "api.yaml"}}""");

        Assert.Equal(_texts["api.yaml"], resolved.Document!.Root!["definition"]!.GetValue<string>());
    }

    [Fact]
    public async Task Files_that_refer_to_one_another_end()
    {
        _texts["a"] = "x: {$ref: 'b'}";
        _texts["b"] = "y: {$ref: 'c'}\nz: {$ref: 'a'}";
        _texts["c"] = "back: {$ref: 'b'}";

        var text = (await ResolveAsync("""{"d": {"$openapi": "a"}}""")).Document!.Root!["d"]!.GetValue<string>();

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"x": {"y": {"back": {"$ref": "#/x"}}, "z": {"$ref": "#"}}}"""), JsonNode.Parse(text)), text);
    }

    [Fact]
    public async Task Reads_characters_and_references_are_bounded()
    {
        foreach (var i in Enumerable.Range(0, 20))
        {
            _texts[$"{i}"] = $"a: {{$ref: '{i + 1}'}}\nb: {new string('x', 100)}";
        }

        Assert.Equal(PlaceholderCodes.Limit, await CodeAsync(new() { MaxReads = 10 }));
        Assert.Equal(PlaceholderCodes.Limit, await CodeAsync(new() { MaxCharacters = 500 }));
        Assert.Equal(PlaceholderCodes.Limit, await CodeAsync(new() { MaxReferences = 5 }));
        Assert.Equal(PlaceholderCodes.Limit, await CodeAsync(new() { MaxDepth = 12 }));
    }

    private async Task<string> CodeAsync(PlaceholderLimits limits) =>
        Assert.Single((await ResolveAsync("""{"d": {"$openapi": "0"}}""", limits)).Problems).Code;

    private Task<ResolvedDocument> ResolveAsync(string json, PlaceholderLimits? limits = null)
    {
        var document = new EntityBuilder().Document() with { Root = JsonNode.Parse(json) };
        return new PlaceholderResolver(new YamlDocumentReader(), limits).ResolveAsync(
            document, _texts, TestContext.Current.CancellationToken);
    }

    /// <summary>Files by name; a folder of the referring file counts.</summary>
    private sealed class MemoryTexts : Dictionary<string, string>, IPlaceholderSource
    {
        public List<string> Reads { get; } = [];

        public Result<PlaceholderTarget> Resolve(string target, PlaceholderTarget? from)
        {
            var folder = from?.Path?.LastIndexOf('/') is > 0 and var end ? from.Path[..(end + 1)] : string.Empty;
            return new PlaceholderTarget($"url:{folder}{target}") { Path = folder + target };
        }

        public Task<Result<string>> ReadAsync(PlaceholderTarget target, CancellationToken cancellationToken)
        {
            Reads.Add(target.Path!);
            return Task.FromResult(TryGetValue(target.Path!, out var text)
                ? Result<string>.Ok(text) : new Problem("file-not-found", $"There is no '{target.Path}'."));
        }
    }
}
