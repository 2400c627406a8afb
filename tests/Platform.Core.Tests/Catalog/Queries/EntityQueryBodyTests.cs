using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Tests.Catalog.Queries;

public sealed class EntityQueryBodyTests
{
    [Fact]
    public void All_parts_of_a_question_are_read()
    {
        var (query, fields) = Read("""
            {"query": {"kind": "api"}, "limit": 7, "offset": 3, "fields": ["kind", "metadata.name"],
             "orderField": ["metadata.Name,desc", "spec.type"], "orderBy": [{"field": "Kind", "order": "desc"}, {"field": "x"}],
             "fullTextFilter": {"term": " Pay ", "fields": ["metadata.Title"]}, "totalItems": "exclude"}
            """).Value;

        Assert.Equal("""["in","kind","api"]""", EntityFilterJson.Text(query.Filter));
        Assert.Equal([new("metadata.name", true), new("spec.type"), new("kind", true), new("x")], query.Order);
        Assert.Equal((7, 3, "pay", true), (query.Limit, query.Offset, query.Text!.Term, query.SkipsTotal));
        Assert.Equal(["metadata.title"], query.Text.Fields);
        Assert.Equal(["kind", "metadata.name"], fields!.Paths);
    }

    [Fact]
    public void Nothing_asked_is_a_page_of_everything()
    {
        var (query, fields) = Read("{}").Value;

        Assert.Equal(
            ("""["all"]""", EntityQuery.DefaultLimit, 0), (EntityFilterJson.Text(query.Filter), query.Limit, query.Offset));
        Assert.Null(fields);
        Assert.Null(query.Text);
    }

    [Fact]
    public void A_cursor_brings_its_question()
    {
        var cursor = new EntityCursor(
            new EntityFilter.Exists("a"), [new("b", true)], new("t", []), ["v"], "uid", EntityRef.Parse("component:a"), false);

        var (query, _) = Read($$$"""{"cursor": "{{{cursor}}}", "limit": 5, "query": {"kind": "api"}}""").Value;

        Assert.Equal(
            ("""["exists","a"]""", 5, cursor.ToString()),
            (EntityFilterJson.Text(query.Filter), query.Limit, query.Cursor!.ToString()));
        Assert.Equal([new("b", true)], query.Order);
    }

    [Theory]
    [InlineData("""{"filter": [], "limit": -1, "offset": 1.5, "fields": [7], "query": 1}""",
        "fields[0] filter limit offset query")]
    [InlineData("""{"limit": "5", "orderField": ["", "a,up", 1], "orderBy": [{"order": "up"}, 7, {"field": "a", "x": 1}]}""",
        "limit orderBy[0].field orderBy[0].order orderBy[1] orderBy[2].x orderField[0] orderField[1] orderField[2]")]
    [InlineData("""{"fullTextFilter": {"term": 1, "fields": "a", "y": 0}, "totalItems": true}""",
        "fullTextFilter.fields fullTextFilter.term fullTextFilter.y totalItems")]
    [InlineData("""{"cursor": ""}""", "cursor")]
    [InlineData("""{"cursor": "nonsense"}""", "cursor")]
    [InlineData("""{"cursor": null}""", "cursor")]
    public void Every_mistake_is_told_at_once(string body, string fields) => Assert.Equal(
        fields, string.Join(' ', Read(body).Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal)));

    [Fact]
    public void Lists_have_an_end()
    {
        var many = new JsonArray([.. Enumerable.Range(0, EntityQueryBody.MostFields + 1).Select(_ => (JsonNode)"a")]);
        var body = new JsonObject { ["fields"] = many.DeepClone(), ["orderField"] = many.DeepClone(), ["orderBy"] = many };

        Assert.Equal(
            ["fields", "orderBy", "orderField"],
            EntityQueryBody.Query(body).Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
        Assert.Equal(EntityQuery.MaxLimit, Read("""{"limit": 2000000}""").Value.Query.Limit);
    }

    private static Platform.Core.Primitives.Result<(EntityQuery Query, FieldSelection? Fields)> Read(string body) =>
        EntityQueryBody.Query(JsonNode.Parse(body)!.AsObject());
}
