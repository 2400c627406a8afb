using System.Text.Json.Nodes;
using Platform.Adapters.Yaml;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Tests.Scaffolding.Templates;

/// <summary>What a template may say besides its steps and its form.</summary>
public sealed class TemplatePartsTests
{
    private const string Head = """
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata:
          name: service
          annotations: {backstage.io/time-saved: PT4H}
        spec:
          type: service
          steps: [{action: 'debug:log', backstage:permissions: {tags: [ops]}}]

        """;

    private const string Whole = Head + """
          owner: group:default/a
          owners: [group:default/a, user:default/b]
          lifecycle: production
          compat: lenient
          presentation: {buttonLabels: {createButtonText: Go}}
          secrets: {schema: {type: object, required: [token], properties: {token: {type: string, minLength: 8}}}}
          EXPERIMENTAL_formDecorators: [{id: github, input: {scope: repo}}]
          parameters:
            - title: One
              description: First
              backstage:featureFlag: new-form
              backstage:permissions: {tags: [one, two]}
              properties: {name: {type: string, ui:autofocus: true, ui:options: {rows: 2}}}
            - properties: {}
          output:
            links: [{if: false, title: A, url: 'https://a'}, {if: '${{ parameters.x }}', entityRef: 'component:b', icon: i}]
            text: [{title: T, content: '# x'}]
            remoteUrl: ${{ steps.x.output.y }}
        """;

    [Fact]
    public void Every_part_is_read()
    {
        var template = Parse(Whole).Value!;

        Assert.Equal(["group:default/a", "user:default/b"], template.Owners);
        Assert.Equal(("production", TimeSpan.FromHours(4)), (template.Lifecycle, template.TimeSaved!.Value));
        Assert.Equal(RenderMode.Lenient, template.Mode);
        Assert.Equal("Go", (string?)template.Presentation!["buttonLabels"]!["createButtonText"]);
        Assert.Equal(["one", "two"], template.Parameters[0].PermissionTags);
        Assert.Equal(["ops"], template.Steps[0].PermissionTags);
        Assert.Equal(("new-form", null), (template.Parameters[0].FeatureFlag, template.Parameters[1].FeatureFlag));
        Assert.Equal(2, template.Output!["links"]!.AsArray().Count);
    }

    [Fact]
    public void What_a_template_leaves_out_has_its_usual_meaning()
    {
        var template = Parse(Head).Value!;

        Assert.Empty(template.Owners);
        Assert.Empty(template.Parameters);
        Assert.Equal(RenderMode.Strict, template.Mode);
        Assert.Null(template.Secrets);
        Assert.Empty(ParameterValidation.ValidateSecrets(template, new JsonObject { ["any"] = "thing" }));
    }

    [Fact]
    public void The_form_hands_on_pages_hints_and_presentation_as_they_are_written()
    {
        var form = ParameterForm.Of(Parse(Whole).Value!);

        Assert.Equal("service", (string?)form["title"]);
        Assert.Equal("Go", (string?)form["presentation"]!["buttonLabels"]!["createButtonText"]);
        Assert.Equal(
            ["One", "Please enter the following information"],
            form["steps"]!.AsArray().Select(page => (string?)page!["title"]));
        Assert.Equal(
            """{"type":"string","ui:autofocus":true,"ui:options":{"rows":2}}""",
            form["steps"]![0]!["schema"]!["properties"]!["name"]!.ToJsonString());
        Assert.Equal("github", (string?)form["EXPERIMENTAL_formDecorators"]![0]!["id"]);
    }

    [Fact]
    public void A_request_without_the_secrets_that_a_template_asks_for_is_refused_and_none_is_shown()
    {
        var template = Parse(Whole).Value!;

        Assert.Equal(
            "secrets.token",
            Assert.Single(ParameterValidation.ValidateSecrets(template, [])).Field);
        var problem = Assert.Single(ParameterValidation.ValidateSecrets(template, new JsonObject { ["token"] = "hunter2" }));
        Assert.Equal("schema-min-length", problem.Code);
        Assert.DoesNotContain("hunter2", PlatformJson.Serialize(problem));
        Assert.Empty(ParameterValidation.ValidateSecrets(template, new JsonObject { ["token"] = "long enough" }));
    }

    [Theory]
    [InlineData("  owner: ''", "spec.owner")]
    [InlineData("  owners: group:a", "spec.owners")]
    [InlineData("  owners: [1]", "spec.owners[0]")]
    [InlineData("  lifecycle: ''", "spec.lifecycle")]
    [InlineData("  compat: maybe", "spec.compat")]
    [InlineData("  secrets: [a]", "spec.secrets")]
    [InlineData("  secrets: {schema: text}", "spec.secrets.schema")]
    [InlineData("  presentation: {buttonLabels: {createButtonText: 1}}", "spec.presentation.buttonLabels.createButtonText")]
    [InlineData("  EXPERIMENTAL_formDecorators: {}", "spec.EXPERIMENTAL_formDecorators")]
    [InlineData("  parameters: {backstage:permissions: {tags: one}}", "spec.parameters.backstage:permissions.tags")]
    [InlineData("  parameters: [{backstage:permissions: {tags: [1]}}]", "spec.parameters[0].backstage:permissions.tags[0]")]
    [InlineData("  output: {links: {}}", "spec.output.links")]
    [InlineData("  output: {links: [{url: 5}]}", "spec.output.links[0].url")]
    [InlineData("  output: {links: [{title: ''}]}", "spec.output.links[0].title")]
    [InlineData("  output: {text: [{if: 1}]}", "spec.output.text[0].if")]
    [InlineData("  output: {url: {a: 1}}", "spec.output.url")]
    public void A_wrong_part_is_named_with_its_place(string yaml, string field)
    {
        var problem = Assert.Single(Parse(Head + yaml).Problems);

        Assert.Equal(("template-invalid", field), (problem.Code, problem.Field));
        Assert.Equal(9, problem.Place!.Line);
    }

    [Theory]
    [InlineData("PT4H", 240)]
    [InlineData("P1D", 1440)]
    [InlineData("PT30M", 30)]
    [InlineData("four hours", null)]
    [InlineData("-PT1H", null)]
    public void Time_saved_is_a_duration_or_nothing(string written, int? minutes) => Assert.Equal(
        minutes,
        (int?)Parse(Head.Replace("PT4H", written, StringComparison.Ordinal)).Value!.TimeSaved?.TotalMinutes);

    private static Result<TemplateDefinition> Parse(string yaml)
    {
        var document = Assert.Single(new YamlDocumentReader().Read("template.yaml", yaml));
        Assert.True(document.IsOk, string.Join('\n', document.Problems));
        return TemplateParser.Parse(document.Value);
    }
}
