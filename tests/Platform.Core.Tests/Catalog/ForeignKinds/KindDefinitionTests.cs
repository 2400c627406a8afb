using System.Text.Json.Nodes;
using Platform.Core.Catalog.ForeignKinds;

namespace Platform.Core.Tests.Catalog.ForeignKinds;

public sealed class KindDefinitionTests
{
    [Fact]
    public void A_definition_names_its_versions_and_its_schema()
    {
        var parsed = Parse("Product", """{"apiVersions": ["acme.com/v1"], "schema": {"type": "object"}}""");

        Assert.Equal(("Product", "acme.com/v1"), (parsed.Value!.Kind, parsed.Value.ApiVersions.Single()));
    }

    [Theory]
    [InlineData("component", """{"apiVersions": ["v1"], "schema": {}}""", "kind-built-in kind")]
    [InlineData("a-b", """{"apiVersions": ["v1"], "schema": {}}""", "field-format kind")]
    [InlineData("Product", """{"apiVersions": [], "schema": {}}""", "field-format apiVersions")]
    [InlineData("Product", """{"apiVersions": ["a/b/c"], "schema": {}}""", "field-format apiVersions[0]")]
    [InlineData("Product", """{"apiVersions": ["v1", 1], "schema": {}}""", "field-type apiVersions[1]")]
    [InlineData(
        "Product", """{"apiVersions": ["v1"], "schema": {"properties": {"a": {"type": "text"}}, "required": "a"}}""",
        "schema-enum schema.properties.a.type, schema-type schema.required")]
    [InlineData("Product", """{"apiVersions": ["v1"], "schema": {"pattern": "("}}""", "schema-format schema.pattern")]
    [InlineData(
        "Product", """{"apiVersions": ["v1"], "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema"}}""",
        "schema-dialect schema.$schema")]
    [InlineData(
        "Product", """{"apiVersions": ["v1"], "schema": {"items": [{"$ref": "#/definitions/x"}], "definitions": {"y": {}}}}""",
        "schema-ref schema.items[0].$ref")]
    [InlineData("Product", """{"extra": 1}""", "field-unknown extra, field-missing apiVersions, field-missing schema")]
    public void Everything_wrong_is_said_at_once(string kind, string body, string problems) =>
        Assert.Equal(problems, string.Join(
            ", ", Parse(kind, body).Problems.Select(problem => $"{problem.Code} {problem.Field}")));

    [Fact]
    public void A_schema_may_use_all_of_draft_07() => Assert.True(Parse("Product", """
        {"apiVersions": ["v1"], "schema": {
          "$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://acme.com/product",
          "type": "object", "properties": {"spec": {"$ref": "#/definitions/spec"}, "$ref": {"type": "string"}},
          "definitions": {"spec": {"type": ["object", "null"], "dependencies": {"a": ["b"]}, "ui:order": ["a"]}}}}
        """).IsOk);

    [Fact]
    public void A_schema_must_fit_a_row() => Assert.Equal("schema", Parse("Product", new JsonObject
    {
        ["apiVersions"] = new JsonArray("v1"),
        ["schema"] = new JsonObject { ["title"] = new string('x', KindDefinition.LongestSchema) },
    }.ToJsonString()).Problems.Single().Field);

    private static Core.Primitives.Result<KindDefinition> Parse(string kind, string body) =>
        KindDefinition.Parse(kind, (JsonObject)JsonNode.Parse(body)!);
}
