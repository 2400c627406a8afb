using Platform.Adapters.Yaml;
using Platform.Core.Primitives;

namespace Platform.Adapters.Tests.Yaml;

public sealed class YamlDocumentReaderTests
{
    private static readonly YamlDocumentReader Reader = new();

    [Fact]
    public void Every_node_has_its_place()
    {
        var document = Read("kind: Component\nmetadata:\n  tags:\n    - one\n    - two\nspec:\n");

        Assert.Equal(new SourcePlace("a.yaml", 5, 7), document.PlaceOf("metadata.tags[1]"));
        Assert.Equal(new SourcePlace("a.yaml", 1, 7), document.PlaceOf("kind"));
        Assert.Equal(new SourcePlace("a.yaml", 6, 1), document.PlaceOf("spec"));
        Assert.Equal(new SourcePlace("a.yaml", 3, 3), document.PlaceOf("metadata.absent"));
    }

    [Fact]
    public void A_broken_document_hides_neither_those_before_nor_those_behind_it()
    {
        var documents = Reader.Read("a.yaml", "a: 1\n---\nb: [1\nc: 2\n---\nd: 4\n---\ne: {\n");

        Assert.Equal([true, false, true, false], documents.Select(document => document.IsOk));
        Assert.Equal("{\"d\":4}", documents[2].Value!.Root!.ToJsonString());
        Assert.Equal(2, documents[2].Value!.Index);
        Assert.Equal(6, documents[2].Value!.PlaceOf("d").Line);
    }

    [Theory]
    [InlineData("%TAG ! \n---\na: 1\n")]
    [InlineData("a\rb\n...\nc: d\r\n")]
    [InlineData("x: [\u0085 1\n")]
    [InlineData("x: [\u2028 1\n")]
    public void Whatever_ends_its_lines_a_broken_document_hides_none_behind_it(string broken)
    {
        var documents = Reader.Read("a.yaml", $"a: 1\n---\n{broken}---\nlast: 1\n");

        Assert.Equal("{\"a\":1}", documents[0].Value!.Root!.ToJsonString());
        Assert.Equal("{\"last\":1}", documents[^1].Value!.Root!.ToJsonString());
    }

    [Fact]
    public void Mistakes_that_leave_the_structure_readable_are_reported_together()
    {
        var problems = Assert.Single(Reader.Read("a.yaml", "a: 1\na: 2\nb: .inf\nc:\n  d: 1\n  d: 2\n")).Problems;

        Assert.Equal(["a.yaml:2:1", "a.yaml:3:4", "a.yaml:6:3"], problems.Select(problem => problem.Place!.ToString()));
    }

    [Fact]
    public void Empty_documents_count()
    {
        var documents = Reader.Read("a.yaml", "---\n---\n# nothing\n---\na: 1\n");

        Assert.Equal([null, null, "{\"a\":1}"], documents.Select(document => document.Value!.Root?.ToJsonString()));
        Assert.Empty(Reader.Read("a.yaml", ""));
        Assert.Empty(Reader.Read("a.yaml", "# only a comment\n"));
    }

    [Fact]
    public void Byte_order_mark_and_Windows_line_ends_are_no_content() =>
        Assert.Equal("{\"a\":\"b\",\"c\":[1]}", Read("\uFEFFa: b\r\nc:\r\n  - 1\r\n").Root!.ToJsonString());

    [Fact]
    public void Aliases_are_copies_of_their_anchor()
    {
        var root = Read("a: &x {k: [1]}\nb: *x\n").Root!;

        Assert.Equal("""{"a":{"k":[1]},"b":{"k":[1]}}""", root.ToJsonString());
        Assert.NotSame(root["a"], root["b"]);
    }

    [Fact]
    public void Json_is_read_too() =>
        Assert.Equal(
            """{"a":[1,{"b":null}],"c":"\u00E9"}""",
            Read("""{"a": [1, {"b": null}], "c": "\u00e9"}""").Root!.ToJsonString());

    private static SourceDocument Read(string yaml)
    {
        var document = Assert.Single(Reader.Read("a.yaml", yaml));
        Assert.True(document.IsOk, string.Join('\n', document.Problems));
        return document.Value;
    }
}
