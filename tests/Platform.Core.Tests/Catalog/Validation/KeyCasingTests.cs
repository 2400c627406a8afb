using System.Text.Json.Nodes;
using Platform.Core.Catalog.Validation;

namespace Platform.Core.Tests.Catalog.Validation;

public sealed class KeyCasingTests
{
    [Theory]
    [InlineData("""{"spec":{"foo":1,"Foo":2}}""", "spec.Foo")]
    [InlineData("""{"spec":{"a.b":1,"a":{"B":2}}}""", "spec.a.B")]
    [InlineData("""{"spec":{"dependsOn":["component:a","Component:A"]}}""", "spec.dependsOn.Component:A")]
    [InlineData("""{"metadata":{"annotations":{"x/y":"1","X/y":"2"}}}""", "metadata.annotations.X/y")]
    [InlineData("""{"spec":{"list":[{"key":1},{"KEY":2}]}}""", "spec.list.KEY")]
    public void Keys_that_differ_only_by_case_are_a_problem(string entity, string key)
    {
        var problem = Check(entity);

        Assert.Equal((KeyCasing.Code, key), (problem?.Code, problem?.Field));
    }

    [Theory]
    [InlineData("""{"spec":{"foo":"a","bar":"A"}}""")]
    [InlineData("""{"spec":{"tags":["a","a","b"]}}""")]
    [InlineData("""{"spec":{"list":[{"key":1},{"key":2}]}}""")]
    [InlineData("""{"metadata":{"name":"a","Name":"b"}}""")]
    [InlineData("""{"spec":{"foo":{},"Foo":{}}}""")]
    [InlineData("""{"status":{"a":1,"A":1},"relations":["a","A"]}""")]
    public void What_search_can_tell_apart_is_fine(string entity) => Assert.Null(Check(entity));

    private static Core.Primitives.Problem? Check(string entity) =>
        KeyCasing.Check((JsonObject)JsonNode.Parse(entity)!, _ => null);
}
