using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.DryRuns;

public sealed class DryRunTests
{
    private const string Fetch = """
          steps:
            - {id: fetch, action: 'fetch:template', input: {url: ./skeleton, values: {name: '${{ parameters.name }}'}}}

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stays_in_the_workspace_happens_step_by_step()
    {
        var driver = new DryRunDriver()
            .With("skeleton/${{ values.name }}.md", "# ${{ values.name }}\n")
            .With("skeleton/gone.txt", "x")
            .WithSpec(Fetch + """
                    - {action: 'fs:rename', input: {files: [{from: a.md, to: docs/b.md}]}}
                    - {action: 'fs:delete', input: {files: ['*.txt']}}
                    - {id: list, action: 'fs:readdir', input: {paths: [.], recursive: true}}
                    - {action: 'debug:wait', input: {minutes: 9}}
                    - {action: 'catalog:write', input: {entity: {kind: Component, metadata: {name: '${{ parameters.name }}'}}}}
                  output: {first: '${{ steps.list.output.files[0].path }}'}
                """);

        var result = await driver.RunAsync("""{"name": "a"}""", Cancel);

        Assert.Empty(result.Problems);
        Assert.Equal(["catalog-info.yaml", "docs/b.md"], result.Workspace.Files.Select(file => file.Path));
        Assert.Equal("# a\n", await driver.TextAsync(result, "docs/b.md", Cancel));
        Assert.Equal(
            "kind: Component\nmetadata:\n  name: a\n  annotations:\n    backstage.io/source-template: template:default/sample\n",
            await driver.TextAsync(result, "catalog-info.yaml", Cancel));
        Assert.Equal("docs/b.md", (string?)result.Output["first"]);
    }

    [Fact]
    public async Task An_action_that_does_not_exist_is_refused_unless_stubs_are_allowed()
    {
        var driver = new DryRunDriver().WithSpec("""
              steps: [{id: odd, action: 'acme:thing'}, {action: 'debug:log', input: {message: '${{ steps.odd.output.url }}'}}]
              output: {url: 'at ${{ steps.odd.output.url }}', nothing: '${{ steps.odd.output.url }}'}
            """);

        var refused = await driver.RunAsync("{}", Cancel);
        var stubbed = await driver.RunAsync("{}", Cancel, options: new(AllowStubs: true));
        var given = await driver.RunAsync(
            "{}", Cancel, options: new(true, new JsonObject { ["odd"] = new JsonObject { ["url"] = "x" } }));

        Assert.Equal(("action-unknown", 7), (Assert.Single(refused.Problems).Code, refused.Problems[0].Place!.Line));
        Assert.Equal(["acme:thing"], stubbed.Stubbed);
        Assert.Equal("""{"url":"at "}""", stubbed.Output.ToJsonString());
        Assert.Equal("""{"url":"at x","nothing":"x"}""", given.Output.ToJsonString());
    }

    [Fact]
    public async Task An_action_with_effects_outside_is_checked_and_left_out()
    {
        var outside = new ScriptedAction();
        var driver = new DryRunDriver(outside).WithSpec(
            "  steps: [{id: out, action: '" + outside.Id + "', each: [1, 2], input: {size: '${{ each.value }}'}}]");

        var result = await driver.RunAsync("{}", Cancel);

        Assert.Empty(result.Problems);
        Assert.Equal([outside.Id], result.Stubbed);
    }

    [Fact]
    public async Task A_name_that_nothing_defines_is_refused_in_strict_mode_and_empty_in_lenient_mode()
    {
        var driver = new DryRunDriver().With("skeleton/a", "[${{ values.nmae }}]").WithSpec(Fetch);
        var lenient = new DryRunDriver().With("skeleton/a", "[${{ values.nmae }}]").WithSpec(Fetch + "  compat: lenient");

        var strict = await driver.RunAsync("""{"name": "x"}""", Cancel);
        var asked = await driver.RunAsync("""{"name": "x"}""", Cancel, RenderMode.Lenient);
        var written = await lenient.RunAsync("""{"name": "x"}""", Cancel);

        Assert.Equal(
            "skeleton/a:1:13: template-undefined: 'values.nmae' is not defined; did you mean 'name'?",
            strict.Problems[0].ToString());
        Assert.Equal("[]", await driver.TextAsync(asked, "a", Cancel));
        Assert.Equal("[]", await lenient.TextAsync(written, "a", Cancel));
    }

    /// <summary>File, line and column of the expression itself, however YAML writes the text around it.</summary>
    [Theory]
    [InlineData("message: '${{ parameters.x.y }} and ${{ parameters.nope }}'", "template.yaml:8:97")]
    [InlineData("message: 'it''s ${{ parameters.nope }}'", "template.yaml:8:77")]
    [InlineData("message: \"a\\tb\\u0041 ${{ parameters.nope }}\"", "template.yaml:8:82")]
    [InlineData("extra: {deep: [1, 'a ${{ parameters.nope }}']}", "template.yaml:8:82")]
    public async Task An_error_in_a_step_has_the_place_of_its_expression(string input, string place)
    {
        var driver = new DryRunDriver().WithSpec(
            "  steps:\n    - {id: log, action: 'debug:log', input: {" + input
            + "}}\n  parameters: {properties: {x: {type: object}}}");

        var problem = Assert.Single((await driver.RunAsync("""{"x": {"y": 1}}""", Cancel)).Problems);

        Assert.Equal(("template-undefined", "parameters.nope"), (problem.Code, (string?)problem.Value));
        Assert.Equal("'parameters.nope' is not defined; known here: x.", problem.Message);
        Assert.Equal(place, problem.Place!.ToString());
    }

    [Fact]
    public async Task An_error_in_a_block_of_text_has_its_line_and_column()
    {
        var driver = new DryRunDriver().WithSpec("""
              steps:
                - action: debug:log
                  input:
                    message: |
                      first
                        then ${{ parameters.nope }}
              output:
                text:
                  - {if: false, content: x}
                  - content: >-
                      folded
                      text ${{ parameters.nope }}
            """);

        var step = Assert.Single((await driver.RunAsync("{}", Cancel)).Problems);

        Assert.Equal(("spec.steps[0].input.message", "template.yaml:12:33"), (step.Field, step.Place!.ToString()));
    }

    [Fact]
    public async Task An_error_in_the_output_names_the_entry_as_it_is_written()
    {
        var driver = new DryRunDriver().WithSpec("""
              steps: []
              output:
                text:
                  - {if: false, content: x}
                  - content: >-
                      folded
                      text ${{ parameters.nope }}
            """);

        var problem = Assert.Single((await driver.RunAsync("{}", Cancel)).Problems);

        Assert.Equal(("spec.output.text[1].content", "template.yaml:13:31"), (problem.Field, problem.Place!.ToString()));
    }

    [Theory]
    [InlineData("fs:rename", "{files: [{from: nope, to: b}]}", "path-missing")]
    [InlineData("fs:rename", "{files: [{from: a, to: c}]}", "path-taken")]
    [InlineData("fs:rename", "{files: [{from: a, to: ../b}]}", "path-unsafe")]
    [InlineData("fs:rename", "{files: [{from: /a, to: b}]}", "path-unsafe")]
    [InlineData("fs:readdir", "{paths: [..], recursive: false}", "path-unsafe")]
    [InlineData("fs:delete", "{files: ['[z-a]']}", "glob-invalid")]
    [InlineData("fetch:plain", "{url: ./nope}", "skeleton-missing")]
    [InlineData("fetch:plain", "{url: ../other}", "skeleton-not-local")]
    [InlineData("fetch:plain", "{url: 'https://example.com/x'}", "skeleton-not-local")]
    [InlineData("fetch:plain", "{url: ./skeleton, targetPath: /etc}", "path-unsafe")]
    [InlineData("fetch:plain:file", "{url: ./skeleton/nope, targetPath: x}", "skeleton-missing")]
    [InlineData("fetch:plain:file", "{url: ./skeleton/a, targetPath: ../x}", "path-unsafe")]
    [InlineData("fetch:template:file", "{url: ./skeleton/a, targetPath: .git/config}", "path-unsafe")]
    [InlineData("catalog:write", "{entity: {}, filePath: ../x.yaml}", "path-unsafe")]
    [InlineData("debug:wait", "{minutes: 11}", "wait-too-long")]
    public async Task An_action_refuses_what_it_can_not_do(string action, string input, string code)
    {
        var driver = new DryRunDriver().With("skeleton/a", "1").With("skeleton/c", "2").WithSpec(
            $"  steps: [{{action: 'fetch:plain', input: {{url: ./skeleton}}}}, {{action: '{action}', input: {input}}}]");

        Assert.Equal(code, Assert.Single((await driver.RunAsync("{}", Cancel)).Problems).Code);
    }

    [Fact]
    public async Task One_file_is_rendered_or_copied_to_the_path_that_the_step_gives()
    {
        var driver = new DryRunDriver().With("one.txt", "${{ values.a }}").WithSpec("""
              steps:
                - {action: 'fetch:template:file', input: {url: ./one.txt, targetPath: x/y.txt, values: {a: 7}}}
                - {action: 'fetch:template:file', input: {url: ./one.txt, targetPath: x/y.txt, values: {a: 8}}}
                - {action: 'fetch:plain:file', input: {url: one.txt, targetPath: raw.txt}}
                - {action: 'fetch:template:file', input: {url: ./one.txt, targetPath: z, values: {a: 9}, replace: true}}
            """);

        var result = await driver.RunAsync("{}", Cancel);

        Assert.Empty(result.Problems);
        Assert.Equal(["raw.txt", "x/y.txt", "z"], result.Workspace.Files.Select(file => file.Path));
        Assert.Equal("7", await driver.TextAsync(result, "x/y.txt", Cancel));
        Assert.Equal("${{ values.a }}", await driver.TextAsync(result, "raw.txt", Cancel));
    }
}
