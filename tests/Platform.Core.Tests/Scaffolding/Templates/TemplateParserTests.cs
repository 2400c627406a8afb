using Platform.Adapters.Yaml;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Tests.Scaffolding.Templates;

public sealed class TemplateParserTests
{
    private const string Minimal = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: service
        spec:
          type: service
          steps:
            - action: debug:log
            - {id: b, name: Second, action: 'fetch:template', input: {url: ./x}, if: false, each: [1]}
        """;

    [Fact]
    public void A_template_is_read_with_what_Backstage_fills_in()
    {
        var template = Parse(Minimal).Value!;

        Assert.Equal("template:default/service", template.Ref.Canonical);
        Assert.Equal([("step-1", "debug:log"), ("b", "Second")], template.Steps.Select(step => (step.Id, step.Name)));
        Assert.Equal(("./x", "false", "[1]"), (
            (string)template.Steps[1].Input["url"]!,
            template.Steps[1].If!.ToJsonString(),
            template.Steps[1].Each!.ToJsonString()));
        Assert.Empty(template.Parameters);
    }

    [Fact]
    public void Steps_beside_each_other_say_what_they_need_and_how_patient_they_are()
    {
        var template = Parse(Minimal
            .Replace("type: service", "type: service\n  parallel: true\n  limits: {concurrent: 3}", StringComparison.Ordinal)
            .Replace(
                "name: Second,", "name: Second, needs: [step-1], retry: {attempts: 5, backoff: PT2S, maxInterval: PT1M},",
                StringComparison.Ordinal)).Value!;

        Assert.True(template.Parallel);
        Assert.Equal(3, template.Limits!.Concurrent);
        Assert.Equal(["step-1"], template.Steps[1].Needs);
        Assert.Equal(new(5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)), template.Steps[1].Retry);
    }

    [Theory]
    [InlineData("needs: [nothing],", "step-undefined", "needs[0]")]
    [InlineData("needs: [b],", "step-cycle", "needs[0]")]
    [InlineData("needs: [c],", "step-order", "needs[0]")]
    [InlineData("needs: [d],", "step-cycle", "needs[0]")]
    [InlineData("needs: 7,", "template-invalid", "needs")]
    [InlineData("retry: {attempts: 0},", "template-invalid", "retry.attempts")]
    [InlineData("retry: {backoff: soon},", "template-invalid", "retry.backoff")]
    [InlineData("retry: {tries: 2},", "template-invalid", "retry")]
    public void What_a_step_can_not_wait_for_is_named(string written, string code, string field)
    {
        var problems = Parse($"""
            {Minimal.Replace("name: Second,", $"name: Second, {written}", StringComparison.Ordinal)}
                - {"{"}id: c, action: 'debug:log'{"}"}
                - {"{"}id: d, action: 'debug:log', input: {"{"}message: '${"{{"} steps.b.output.x {"}}"}'{"}"}{"}"}
            """).Problems;

        var problem = Assert.Single(problems, problem => problem.Code == code);
        Assert.StartsWith($"spec.steps[1].{field}", problem.Field, StringComparison.Ordinal);
        Assert.NotNull(problem.Place);
    }

    [Fact]
    public void Parameters_are_one_page_or_many()
    {
        Assert.Equal(
            "spec.parameters",
            Assert.Single(Parse(Minimal + "\n  parameters: {title: One, properties: {}}").Value!.Parameters).Field);
        Assert.Equal(
            ["One", null],
            Parse(Minimal + "\n  parameters: [{title: One}, {}]").Value!.Parameters.Select(page => page.Title));
    }

    [Fact]
    public void Unknown_fields_are_kept_and_ignored() =>
        Assert.Equal("1", Parse(Minimal + "\n  madeUp: 1").Value!.Entity["spec"]!["madeUp"]!.ToJsonString());

    [Fact]
    public void All_problems_are_reported_with_their_places()
    {
        var problems = Parse("""
            apiVersion: backstage.io/v1alpha1
            kind: Template
            metadata:
              name: -bad-
            spec:
              type: ''
              parameters: 5
              output: []
              steps:
                - name: no action
                - action: a
                  if: 5
                  each: 7
                  input: text
                - just text
            """).Problems;

        Assert.Equal(
            [
                "apiVersion@1", "metadata.name@4", "spec.type@6", "spec.parameters@7", "spec.steps[0].action@10",
                "spec.steps[1].input@14",
                "spec.steps[1].if@12", "spec.steps[1].each@13", "spec.steps[2]@15", "spec.output@8",
            ],
            problems.Select(problem => $"{problem.Field}@{problem.Place!.Line}"));
        Assert.All(problems, problem => Assert.Equal("template-invalid", problem.Code));
    }

    [Fact]
    public void A_placeholder_is_named_as_such()
    {
        var problem = Assert.Single(Parse(Minimal + "\n  parameters: [{$yaml: ./page.yaml}]").Problems);

        Assert.Equal(("template-placeholder", "spec.parameters[0]"), (problem.Code, problem.Field));
    }

    [Theory]
    [InlineData("- 1")]
    [InlineData("text")]
    [InlineData("{}")]
    public void What_is_no_template_is_refused(string yaml) => Assert.NotEmpty(Parse(yaml).Problems);

    [Fact]
    public void Names_that_a_form_declares_and_steps_that_may_be_skipped_are_optional()
    {
        var optional = Parse(Minimal + """

              parameters:
                - properties:
                    name: {type: string}
                    repo: {type: object, properties: {branch: {type: string}}}
                    extra: {type: object}
                  dependencies:
                    name: {oneOf: [{properties: {cluster: {type: string}}}]}
                  allOf: [{if: {properties: {x: {const: 1}}}, then: {properties: {y: {type: string}}}}]
            """).Value!.Optional;

        Assert.All(
            [
                "parameters.name", "parameters.repo.branch", "parameters.extra.any.thing", "parameters.cluster", "parameters.y",
                "steps.b", "user.entity",
            ],
            name => Assert.True(optional.Allow(name), name));
        Assert.All(
            ["parameters.nam", "parameters.repo.brunch", "steps.step-1", "steps.b.output"],
            name => Assert.False(optional.Allow(name), name));
    }

    private static Result<TemplateDefinition> Parse(string yaml)
    {
        var document = Assert.Single(new YamlDocumentReader().Read("template.yaml", yaml));
        Assert.True(document.IsOk, string.Join('\n', document.Problems));
        return TemplateParser.Parse(document.Value);
    }
}
