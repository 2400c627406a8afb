using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Index;

namespace Platform.Core.Tests.Catalog.Index;

public sealed class SearchRowsTests
{
    [Theory]
    [InlineData("""{"spec": {"type": "Service"}}""", "spec.type=Service")]
    [InlineData("""{"spec": {"A": 1, "b": 1.50, "c": -0, "d": 1e21, "e": true, "f": null}}""",
        "spec.a=1", "spec.b=1.5", "spec.c=0", "spec.d=1e+21", "spec.e=true", "spec.f")]
    [InlineData("""{"metadata": {"tags": ["Java", "go"]}}""",
        "metadata.tags=Java", "metadata.tags.java=true", "metadata.tags=go", "metadata.tags.go=true")]
    [InlineData("""{"metadata": {"annotations": {"a.b/Orphan": "true"}}}""", "metadata.annotations.a.b/orphan=true")]
    [InlineData("""{"h": [{"i": 1, "j": "k"}, {"i": 2}, ["x"], 3]}""", "h.i=1", "h.j=k", "h.i=2", "h=x", "h.x=true", "h=3")]
    [InlineData("""{"attachments": {"a": 1}, "relations": [{"type": "x"}], "status": {"a": 1}, "metadata": {"etag": "e"}}""")]
    [InlineData("""{"Status": "s", "metadata": {"Etag": "e"}, "spec": {"status": "t"}}""",
        "status=s", "metadata.etag=e", "spec.status=t")]
    [InlineData("""{"spec": {"text": "quoted \" \u00fc \\n"}}""", "spec.text=quoted \" ü \\n")]
    public void A_leaf_is_a_row_under_its_path(string entity, params string[] expected) =>
        Assert.Equal(
            [.. expected, "metadata.name", "metadata.uid", "metadata.namespace", "metadata.namespace=default"], Rows(entity));

    [Fact]
    public void Name_uid_and_namespace_always_have_rows() => Assert.Equal(
        ["metadata.namespace=ops", "metadata.name=Orders", "metadata.uid=u-1"],
        Rows("""{"metadata": {"namespace": "ops", "name": "Orders", "uid": "u-1"}}"""));

    [Fact]
    public void A_value_of_more_than_200_characters_is_there_but_can_not_be_looked_for()
    {
        var entity = new JsonObject { ["a"] = new string('x', 200), ["b"] = new string('x', 201), ["c"] = new string('ü', 200) };

        Assert.Equal([$"a={new string('x', 200)}", "b", $"c={new string('ü', 200)}"], Rows(entity.ToJsonString())[..3]);
    }

    [Fact]
    public void A_key_of_more_than_200_characters_is_not_there()
    {
        var entity = new JsonObject
        {
            [new string('k', 200)] = 1,
            [new string('K', 201)] = 1,
            [new string('o', 150)] = new JsonObject { [new string('p', 49)] = 1, [new string('q', 50)] = 1 },
            ["tags"] = new JsonArray(new string('t', 195), new string('t', 196)),
        };

        Assert.Equal(
            [
                $"{new string('k', 200)}=1",
                $"{new string('o', 150)}.{new string('p', 49)}=1",
                $"tags={new string('t', 195)}",
                $"tags.{new string('t', 195)}=true",
                $"tags={new string('t', 196)}",
            ],
            Rows(entity.ToJsonString())[..^4]);
    }

    private static List<string> Rows(string entity)
    {
        var rows = new Collected();
        SearchRows.Read(Encoding.UTF8.GetBytes(entity), rows);
        return rows.Texts;
    }

    private sealed class Collected : ISearchRowSink
    {
        public List<string> Texts { get; } = [];

        public void Add(ReadOnlySpan<char> key, ReadOnlySpan<char> value, bool isNull) =>
            Texts.Add(isNull ? key.ToString() : $"{key}={value}");
    }
}
