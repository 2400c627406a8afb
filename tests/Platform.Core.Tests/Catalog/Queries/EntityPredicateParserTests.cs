using System.Text.Json.Nodes;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Catalog.Queries;

public sealed class EntityPredicateParserTests
{
    [Theory]
    [InlineData("{}", """["all"]""")]
    [InlineData("""{"Kind": "Component"}""", """["in","kind","component"]""")]
    [InlineData("""{"kind": "api", "spec.Type": 1.50}""", """["all",["in","kind","api"],["in","spec.type","1.5"]]""")]
    [InlineData("""{"a": true, "b": false}""", """["all",["in","a","true"],["in","b","false"]]""")]
    [InlineData("""{"$all": []}""", """["all"]""")]
    [InlineData("""{"$any": []}""", """["any"]""")]
    [InlineData("""{"$not": {}}""", """["not",["all"]]""")]
    [InlineData("""{"$any": [{"a": "x"}, {"$not": {"b": "Y"}}]}""", """["any",["in","a","x"],["not",["in","b","y"]]]""")]
    [InlineData("""{"a": {"$exists": true}}""", """["exists","a"]""")]
    [InlineData("""{"a": {"$exists": false}}""", """["not",["exists","a"]]""")]
    [InlineData("""{"a": {"$in": ["X", 7, true]}}""", """["in","a","x","7","true"]""")]
    [InlineData("""{"a": {"$in": []}}""", """["in","a"]""")]
    [InlineData("""{"a": {"$hasPrefix": "Pay"}}""", """["prefix","a","pay"]""")]
    [InlineData("""{"metadata.tags": {"$contains": "Java"}}""", """["in","metadata.tags","java"]""")]
    [InlineData(
        """{"relations": {"$contains": {"type": "ownedBy", "targetRef": "group:default/A"}}}""",
        """["in","relations.ownedby","group:default/a"]""")]
    [InlineData(
        """{"relations": {"$contains": {"type": "ownedBy", "targetRef": {"$in": ["x", "y"]}}}}""",
        """["in","relations.ownedby","x","y"]""")]
    [InlineData("""{"relations": {"$contains": {"type": "ownedBy"}}}""", """["exists","relations.ownedby"]""")]
    public void A_predicate_is_read_as_Backstage_means_it(string predicate, string expected)
    {
        var checks = new FieldChecks();

        var filter = EntityPredicateParser.Read(checks, JsonNode.Parse(predicate), "query");

        Assert.Empty(checks.Problems);
        Assert.Equal(expected, EntityFilterJson.Text(filter));
    }

    [Theory]
    [InlineData("null", "query")]
    [InlineData("\"component\"", "query")]
    [InlineData("[]", "query")]
    [InlineData("""{"$all": {}}""", "query.$all")]
    [InlineData("""{"$any": ["x"]}""", "query.$any[0]")]
    [InlineData("""{"$not": 1}""", "query.$not")]
    [InlineData("""{"$all": [], "kind": "x"}""", "query")]
    [InlineData("""{"kind": "x", "$not": {}}""", "query")]
    [InlineData("""{"$nor": []}""", "query")]
    [InlineData("""{"": "x"}""", "query.")]
    [InlineData("""{"a": null}""", "query.a")]
    [InlineData("""{"a": ["x"]}""", "query.a")]
    [InlineData("""{"a": {}}""", "query.a")]
    [InlineData("""{"a": {"$exists": "yes"}}""", "query.a")]
    [InlineData("""{"a": {"$in": "x"}}""", "query.a.$in")]
    [InlineData("""{"a": {"$in": ["x", {}]}}""", "query.a.$in[1]")]
    [InlineData("""{"a": {"$hasPrefix": 1}}""", "query.a.$hasPrefix")]
    [InlineData("""{"a": {"$in": [], "$exists": true}}""", "query.a")]
    [InlineData("""{"metadata.tags": {"$contains": {"a": "b"}}}""", "query.metadata.tags.$contains")]
    [InlineData("""{"relations": {"$contains": {"targetRef": "x"}}}""", "query.relations.$contains.type")]
    [InlineData("""{"relations": {"$contains": {"type": "a", "other": "x"}}}""", "query.relations.$contains.other")]
    public void What_is_no_predicate_is_told_where_it_is(string predicate, string field)
    {
        var checks = new FieldChecks();

        EntityPredicateParser.Read(checks, JsonNode.Parse(predicate), "query");

        Assert.Equal([field], checks.Problems.Select(problem => problem.Field));
        Assert.NotEmpty(checks.Problems[0].Expected!);
    }

    [Fact]
    public void Nobody_has_the_whole_catalog_indexed_by_one_question()
    {
        JsonObject Fields(int count) =>
            new(Enumerable.Range(0, count).Select(number => KeyValuePair.Create($"f{number}", (JsonNode?)"x")));
        JsonObject Values(int count) => new()
        {
            ["a"] = new JsonObject { ["$in"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)"x")]) },
        };

        Assert.True(IsFine(Fields(EntityPredicateParser.MostFields)));
        Assert.False(IsFine(Fields(EntityPredicateParser.MostFields + 1)));
        Assert.True(IsFine(Values(EntityPredicateParser.MostConditions - 1)));
        Assert.False(IsFine(Values(EntityPredicateParser.MostConditions)));
    }

    private static bool IsFine(JsonObject predicate)
    {
        var checks = new FieldChecks();
        EntityPredicateParser.Read(checks, predicate, "query");
        return checks.IsClean;
    }
}
