using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Provenance;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Tests.Scaffolding.Provenance;

public sealed class SecretParametersTests
{
    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string","ui:field":"Secret"},"b":{}}}""", """{"a":"s","b":1}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{"ui:widget":"password"}}}""", """{"a":"s","b":1}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{"ui:options":{"widget":"password"}}}}""", """{"a":"s"}""", "{}")]
    [InlineData("""{"properties":{"a":{"writeOnly":true}}}""", """{"a":{"x":"s"}}""", "{}")]
    [InlineData(
        """{"properties":{"o":{"properties":{"p":{"ui:field":"secret"}}}}}""", """{"o":{"p":"s","q":1}}""", """{"o":{"q":1}}""")]
    [InlineData(
        """{"properties":{"l":{"items":{"properties":{"p":{"format":"password"}}}}}}""",
        """{"l":[{"p":"s","q":1},{"p":"t"}]}""", """{"l":[{"q":1},{}]}""")]
    [InlineData("""{"properties":{"l":{"items":{"ui:field":"Secret"}}}}""", """{"l":["s","t"]}""", """{"l":[]}""")]
    [InlineData(
        """{"dependencies":{"k":{"oneOf":[{"properties":{"k":{"const":1},"p":{"ui:field":"Secret"}}}]}}}""",
        """{"k":1,"p":"s"}""", """{"k":1}""")]
    [InlineData(
        """{"if":{},"then":{"properties":{"p":{"ui:field":"Secret"}}},"else":{"properties":{"p":{}}}}""", """{"p":"s"}""", "{}")]
    [InlineData(
        """{"definitions":{"d":{"properties":{"p":{"ui:field":"Secret"}}}},"properties":{"o":{"$ref":"#/definitions/d"}}}""",
        """{"o":{"p":"s"}}""", """{"o":{}}""")]
    [InlineData("""{"properties":{"a/b~c":{"ui:field":"Secret"}}}""", """{"a/b~c":"s"}""", "{}")]
    public void What_the_form_treats_as_a_secret_is_left_out(string schema, string values, string expected)
    {
        var given = JsonNode.Parse(values)!.AsObject();
        var page = new ParameterPage(0, "spec.parameters", null, JsonNode.Parse(schema)!.AsObject());

        var kept = SecretParameters.Without(given, SecretParameters.PathsIn([page], given));

        Assert.Equal(expected, kept.ToJsonString());
        Assert.Equal(values, given.ToJsonString());
    }

    [Fact]
    public void A_schema_that_refers_to_itself_ends()
    {
        var schema = JsonNode.Parse("""{"properties":{"o":{"$ref":"#"}},"allOf":[{"$ref":"#"}]}""")!.AsObject();
        var values = JsonNode.Parse("""{"o":{"o":{}}}""")!.AsObject();

        Assert.Empty(SecretParameters.PathsIn([new ParameterPage(0, "spec.parameters", null, schema)], values));
    }
}
