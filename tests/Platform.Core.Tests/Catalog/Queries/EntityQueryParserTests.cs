using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Queries;

namespace Platform.Core.Tests.Catalog.Queries;

public sealed class EntityQueryParserTests
{
    [Theory]
    [InlineData("""["all"]""")]
    [InlineData("""["all"]""", "", " , ")]
    [InlineData("""["in","kind","component"]""", "Kind=Component")]
    [InlineData("""["exists","metadata.tags.java"]""", "metadata.tags.Java")]
    [InlineData("""["in","a",""]""", "a=")]
    [InlineData("""["in","a","b=c"]""", " a = b=c ")]
    [InlineData("""["in","a","x","y"]""", "a=X,a=y,a")]
    [InlineData("""["all",["in","a","x"],["exists","b"]]""", "a=x,b")]
    [InlineData("""["any",["in","a","x"],["all",["exists","b"],["exists","c"]]]""", "a=x", "b,c")]
    public void Occurrences_are_alternatives_commas_are_conditions_and_one_key_twice_is_either_value(
        string expected, params string[] filters) =>
        Assert.Equal(expected, EntityFilterJson.Text(EntityQueryParser.Filter(filters).Value!));

    [Fact]
    public void A_condition_without_a_key_is_refused() => Assert.Equal(
        [EntityQueryParser.BadFilter], EntityQueryParser.Filter(["kind=x,=y"]).Problems.Select(problem => problem.Code));

    [Fact]
    public void All_parameters_are_read()
    {
        var query = Parse(
            ("filter", "kind=api"), ("limit", "7"), ("offset", "3"),
            ("orderField", "metadata.Name,desc"), ("orderField", "spec.type"),
            ("fullTextFilterTerm", " Pay "), ("fullTextFilterFields", "metadata.name, metadata.Title")).Value!;

        Assert.Equal("""["in","kind","api"]""", EntityFilterJson.Text(query.Filter));
        Assert.Equal([new("metadata.name", true), new("spec.type")], query.Order);
        Assert.Equal((7, 3, "pay"), (query.Limit, query.Offset, query.Text!.Term));
        Assert.Equal(["metadata.name", "metadata.title"], query.Text.Fields);
    }

    [Fact]
    public void Every_mistake_is_told_at_once() => Assert.Equal(
        [EntityQueryParser.BadNumber, EntityQueryParser.BadFilter, EntityQueryParser.BadNumber, EntityQueryParser.BadOrder],
        Parse(("limit", "-1"), ("filter", "=x"), ("offset", "many"), ("orderField", "a,up"))
            .Problems.Select(problem => problem.Code));

    [Fact]
    public void A_page_has_a_largest_size() => Assert.Equal(EntityQuery.MaxLimit, Parse(("limit", "2000000")).Value!.Limit);

    [Fact]
    public void A_cursor_brings_its_query_and_reads_back_as_it_was()
    {
        var cursor = new EntityCursor(
            new EntityFilter.Not(new EntityFilter.Any([new EntityFilter.In("a", ["ü\"", ""]), new EntityFilter.Exists("b")])),
            [new("metadata.name", true), new("x")],
            new("term", ["f"]),
            ["value", null],
            "uid",
            EntityRef.Parse("component:a"),
            true);

        var query = Parse(("cursor", cursor.ToString()), ("filter", "=broken"), ("limit", "5")).Value!;

        Assert.Equal(cursor.ToString(), query.Cursor!.ToString());
        Assert.Equal((5, "term", 2), (query.Limit, query.Text!.Term, query.Order.Count));
        Assert.Equal(EntityFilterJson.Text(cursor.Filter), EntityFilterJson.Text(query.Filter));
    }

    [Fact]
    public void A_long_cursor_is_one_that_Backstages_client_sends_in_a_body()
    {
        var values = Enumerable.Range(0, 300).Select(number => $"välue-{number}?").ToList();
        var cursor = new EntityCursor(
            new EntityFilter.All([new EntityFilter.In("a", values), new EntityFilter.HasPrefix("b", "ü")]),
            [new("metadata.name")], null, ["x"], "uid", EntityRef.Parse("component:a"), false);

        var (text, brief) = (cursor.ToString(), (cursor with { Filter = EntityFilter.Everything }).ToString());

        // As the client looks into it.
        Assert.NotNull(JsonNode.Parse(Convert.FromBase64String(text))!["query"]);
        Assert.DoesNotContain("query", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(brief)));
        Assert.True(EntityCursor.TryParse(text, out var read));
        Assert.Equal(EntityFilterJson.Text(cursor.Filter), EntityFilterJson.Text(read.Filter));
        Assert.Equal(text, read.ToString());
    }

    [Fact]
    public void The_total_may_be_left_out()
    {
        Assert.True(Parse(("totalItems", "exclude")).Value!.SkipsTotal);
        Assert.False(Parse(("totalItems", "include")).Value!.SkipsTotal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    [InlineData("eyJmIjpbXSwibyI6W10sInQiOltdLCJ2IjpbXSwidSI6InUiLCJyIjoiYTpiL2MiLCJwIjp0cnVlfQ")]
    [InlineData("eyJmIjpbImFsbCJdLCJvIjpbIiJdLCJ0IjpbXSwidiI6W251bGxdLCJ1IjoidSIsInIiOiJhOmIvYyIsInAiOnRydWV9")]
    public void A_cursor_that_is_not_ours_is_refused(string text) => Assert.Equal(
        [EntityQueryParser.BadCursor], Parse(("cursor", text)).Problems.Select(problem => problem.Code));

    [Fact]
    public void Facets_and_fields_are_lists()
    {
        Assert.Equal(["a", "b.c", "d"], EntityQueryParser.Facets(["a, b.c", "d"]).Value!);
        Assert.Equal([EntityQueryParser.BadFacet], EntityQueryParser.Facets([""]).Problems.Select(problem => problem.Code));
        Assert.Equal(100, EntityQueryParser.Facets([.. Enumerable.Repeat("a", 100)]).Value!.Count);
        Assert.False(EntityQueryParser.Facets([.. Enumerable.Repeat("a", 101)]).IsOk);
        Assert.Equal(["kind", "metadata.name"], EntityQueryParser.Fields(["kind,metadata.name"])!.Paths);
        Assert.Null(EntityQueryParser.Fields([]));
    }

    private static Platform.Core.Primitives.Result<EntityQuery> Parse(params (string Name, string Value)[] parameters) =>
        EntityQueryParser.Query(name => [.. parameters.Where(one => one.Name == name).Select(one => one.Value)]);
}
