using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Tests.Scaffolding.Templates;

public sealed class ParameterValidationTests
{
    private static readonly TemplateDefinition Template = TemplateParser.Parse(new YamlDocumentReader().Read("template.yaml", """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata: {name: service}
        spec:
          type: service
          steps: []
          parameters:
            - title: Service Details
              required: [name]
              properties:
                name: {type: string, pattern: '^[a-z][a-z0-9-]*$', 'ui:field': EntityNamePicker}
                environment: {type: string, enum: [staging, production], default: staging}
                database: {type: boolean, default: true}
                limits: {type: object, properties: {cpu: {type: string, default: 100m}}}
              dependencies:
                database:
                  oneOf:
                    - properties: {database: {const: true}, engine: {type: string, enum: [postgres], default: postgres}}
                    - properties: {database: {const: false}}
            - required: [repoUrl]
              properties:
                repoUrl: {type: string, minLength: 3}
        """)[0].Value!).Value!;

    [Fact]
    public void Fine_values_have_no_problems() =>
        Assert.Empty(Validate("""{"name": "orders", "environment": "staging", "repoUrl": "x?y", "more": 1}"""));

    [Fact]
    public void Every_page_is_checked_and_a_problem_names_page_field_and_rule()
    {
        var problems = Validate("""{"name": "Orders", "environment": "prod", "repoUrl": 5}""");

        Assert.Equal(
            [("schema-pattern", "name"), ("schema-enum", "environment"), ("schema-type", "repoUrl")],
            problems.Select(problem => (problem.Code, problem.Field)));
        Assert.StartsWith("Page 'Service Details': 'name'", problems[0].Message);
        Assert.StartsWith("Page 2: 'repoUrl'", problems[2].Message);
        Assert.Equal("\"staging\", \"production\"", problems[1].Expected!["one of ".Length..]);
    }

    [Fact]
    public void A_missing_field_is_named() =>
        Assert.Equal(
            [("schema-required", "name"), ("schema-required", "repoUrl")],
            Validate("{}").Select(problem => (problem.Code, problem.Field!)));

    [Theory]
    [InlineData("{}", """{"environment":"staging","database":true,"limits":{"cpu":"100m"},"engine":"postgres"}""")]
    [InlineData("""{"database":false}""", """{"database":false,"environment":"staging","limits":{"cpu":"100m"}}""")]
    [InlineData(
        """{"environment":"production","limits":{}}""",
        """{"environment":"production","limits":{"cpu":"100m"},"database":true,"engine":"postgres"}""")]
    public void Defaults_fill_what_is_missing_also_behind_conditions(string values, string filled) =>
        Assert.Equal(filled, ParameterValidation.WithDefaults(Template, JsonNode.Parse(values)!.AsObject()).ToJsonString());

    private static IReadOnlyList<Platform.Core.Primitives.Problem> Validate(string values) =>
        ParameterValidation.Validate(Template, JsonNode.Parse(values)!.AsObject());
}
