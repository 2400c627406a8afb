using System.Text.Json.Nodes;
using Platform.Functions.Cli;
using Platform.Functions.Cli.Demo;

namespace Platform.Functions.Tests.Cli.Demo;

public sealed class DemoParametersTests
{
    private const string Form = """
        {
          "steps": [
            { "schema": { "properties": {
              "name": { "type": "string", "title": "Name" },
              "owner": { "type": "string", "ui:field": "OwnerPicker" },
              "replicas": { "type": "integer" } } } },
            { "schema": { "properties": {
              "environment": { "type": "string", "enum": ["staging", "production"] },
              "description": { "type": "string", "default": "A service" },
              "system": { "type": "string" } } } }
          ]
        }
        """;

    [Fact]
    public void What_has_no_default_gets_something_sensible_and_the_rest_is_left_to_the_template()
    {
        var values = Choose();

        Assert.Equal(
            """{"name":"demo-1","owner":"group:default/platform-team","environment":"staging"}""", values.ToJsonString());
    }

    [Fact]
    public void What_was_set_wins_and_takes_the_type_of_its_parameter()
    {
        var values = Choose(("name", "orders"), ("replicas", "3"), ("system", "7"));

        Assert.Equal("orders", values["name"]!.GetValue<string>());
        Assert.Equal(3, values["replicas"]!.GetValue<int>());
        Assert.Equal("7", values["system"]!.GetValue<string>());
    }

    [Fact]
    public void An_unknown_parameter_is_answered_with_those_that_there_are()
    {
        var refused = Assert.Throws<CommandException>(() => Choose(("nmae", "orders")));

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("name  Name", refused.Message, StringComparison.Ordinal);
        Assert.Contains("environment", refused.Message, StringComparison.Ordinal);
    }

    private static JsonObject Choose(params (string Name, string Value)[] set) => DemoParameters.Choose(
        JsonNode.Parse(Form)!.AsObject(), set.ToDictionary(pair => pair.Name, pair => pair.Value), "demo-1");
}
