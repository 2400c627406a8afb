using Platform.Adapters.Yaml;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Primitives;

public sealed class ScalarPlacesTests
{
    /// <summary>The X is looked for by its place in the text that was read.</summary>
    [Theory]
    [InlineData("key: abc X")]
    [InlineData("key:   'a''b''c X'")]
    [InlineData("key: \"a\\tb\\\"c\\u0041\\x41 \\\\ X\"")]
    [InlineData("key: |\n  one\n    two X\n")]
    [InlineData("key: |-\n\n  one\n  two X")]
    [InlineData("key: >\n  one\n  two\n\n  three X\n")]
    [InlineData("key: plain\n  folded\n\n  over lines X")]
    [InlineData("key: 'quoted\n  over\n\n  lines X'")]
    [InlineData("key: \"quoted \\\n  over\n  lines X\"")]
    [InlineData("key: !!str tagged X")]
    [InlineData("key: &anchor 'anchored X'")]
    [InlineData("\uFEFFkey: marked X")]
    [InlineData("other: 1\r\nkey: |\r\n  a\r\n  b X\r\n")]
    public void A_place_within_a_text_is_found_in_the_file(string yaml)
    {
        var document = new YamlDocumentReader().Read("x.yaml", yaml)[0].Value!;
        var value = document.Root!["key"]!.GetValue<string>();
        var (line, column) = PlaceOf(value, value.IndexOf('X'));
        var file = yaml.TrimStart('\uFEFF');

        Assert.Equal(PlaceOf(file, file.IndexOf('X')), Within(document, value, line, column));
    }

    [Fact]
    public void Where_the_text_does_not_stand_in_the_file_its_parent_does() => Assert.Equal(
        (1, 4), Within(new YamlDocumentReader().Read("x.yaml", "a: {}")[0].Value! with { Text = null }, "x", 1, 1, "a.b"));

    private static (int Line, int Column) Within(
        SourceDocument document, string value, int line, int column, string field = "key")
    {
        var place = document.PlaceWithin(field, value, line, column);
        return (place.Line, place.Column);
    }

    private static (int Line, int Column) PlaceOf(string text, int offset) =>
        (text[..offset].Count(c => c == '\n') + 1, offset - text.LastIndexOf('\n', Math.Max(0, offset - 1)));
}
