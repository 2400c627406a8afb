using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Tests.Scaffolding.Schemas;

public sealed class JsonSchemaTests
{
    [Fact]
    public void Problems_name_the_field_the_rule_and_the_expectation()
    {
        var problem = Assert.Single(
            Validate("""{"properties": {"a": {"items": {"maximum": 3}}}}""", """{"a": [1, 5]}""", "input"));

        Assert.Equal(
            ("schema-maximum", "input.a[1]", "5", "at most 3"),
            (problem.Code, problem.Field, problem.Value!.ToJsonString(), problem.Expected));
    }

    [Theory]
    [InlineData("date", "2024-02-29", "2023-02-29")]
    [InlineData("date-time", "2024-01-01T10:00:00Z", "2024-01-01 at ten")]
    [InlineData("email", "a.b@example.com", "a.b@")]
    [InlineData("hostname", "a-b.example.com", "-a.example.com")]
    [InlineData("ipv4", "127.0.0.1", "127.0.0.256")]
    [InlineData("ipv6", "::1", "12345::")]
    [InlineData("uri", "https://example.com/x?y#z", "/relative")]
    [InlineData("uuid", "2f1c7c5e-8f5c-4c9e-9d3d-0a4e8c1f0b11", "2f1c7c5e")]
    [InlineData("regex", "^a+$", "(a")]
    [InlineData("duration", "PT4H", "4h")]
    public void Formats_are_checked(string format, string good, string bad)
    {
        Assert.Empty(Validate($$"""{"format": "{{format}}"}""", $"\"{good}\""));
        Assert.Equal("schema-format", Assert.Single(Validate($$"""{"format": "{{format}}"}""", $"\"{bad}\"")).Code);
    }

    [Theory]
    [InlineData("""{"format": "data-url", "ui:field": "RepoUrlPicker", "backstage:featureFlag": "x"}""")]
    [InlineData("""{"type": "string", "ui:options": {"rows": 5}}""")]
    public void What_is_unknown_is_no_restriction(string schema) => Assert.Empty(Validate(schema, "\"x\""));

    [Fact]
    public void A_pattern_means_what_it_means_in_JavaScript()
    {
        Assert.NotEmpty(Validate("""{"pattern": "^[a-z]+$"}""", "\"abc\\n\""));
        Assert.NotEmpty(Validate("""{"pattern": "^\\d$"}""", "\"\u0664\""));
        Assert.Empty(Validate("""{"pattern": "^[^]$"}""", "\"\\n\""));
        Assert.Equal("schema-pattern", Assert.Single(Validate("""{"pattern": "("}""", "\"x\"")).Code);
    }

    [Fact]
    public void A_pattern_that_backtracks_is_cut_off()
    {
        var watch = Stopwatch.StartNew();

        Assert.NotEmpty(Validate("""{"pattern": "^(a+)+$"}""", $"\"{new string('a', 60)}!\""));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("""{"$ref": "#"}""")]
    [InlineData("""{"allOf": [{"$ref": "#"}, {"$ref": "#"}]}""")]
    [InlineData("""{"allOf": [{"$ref": "#/definitions/a"}], "definitions": {"a": {"not": {"$ref": "#/definitions/a"}}}}""")]
    public void A_schema_that_refers_to_itself_without_end_is_an_error(string schema) => Assert.NotEmpty(Validate(schema, "1"));

    [Fact]
    public void A_reference_to_nowhere_is_an_error() =>
        Assert.Equal("schema-ref", Assert.Single(Validate("""{"$ref": "#/definitions/none"}""", "1")).Code);

    private static IReadOnlyList<Platform.Core.Primitives.Problem> Validate(string schema, string instance, string field = "") =>
        JsonSchema.Parse(JsonNode.Parse(schema)!).Validate(JsonNode.Parse(instance), field);
}
